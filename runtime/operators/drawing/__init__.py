"""Operators that draw onto pictures, or hide parts of them."""
