"""Words and addresses in Line's pages."""
