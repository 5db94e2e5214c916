"""Tags and filters of the Desk's pages."""
