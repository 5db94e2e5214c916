"""Small doings that plans are made of: each leaves what its watchers see; none knows whether it is innocent."""
