"""What people do at the Desk: each act checks, writes and leaves its trace, in one transaction."""
