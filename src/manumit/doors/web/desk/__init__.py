"""The Desk: pages for those who investigate."""
