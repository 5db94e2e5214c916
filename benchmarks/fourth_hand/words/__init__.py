"""What people write: names and phrases, one file a sort of text. Written for this world alone."""
