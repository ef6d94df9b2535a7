"""Commands for operators, one a file."""
