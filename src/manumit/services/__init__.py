"""What people are served with, on top of the engine."""
