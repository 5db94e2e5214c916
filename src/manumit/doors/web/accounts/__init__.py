"""Who works here: users with a role, one-time links, the second factor."""
