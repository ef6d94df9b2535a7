"""Commands that start the whole, one a file."""
