"""What pages show: read from workspaces, masked as the rules say. Nothing here writes."""
