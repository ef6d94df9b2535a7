"""Operators that make pictures from pictures."""
