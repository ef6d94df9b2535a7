"""Every change to stored data: a verb a file."""
