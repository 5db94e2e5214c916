"""Line's pages."""
