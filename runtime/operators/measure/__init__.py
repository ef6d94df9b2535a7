"""Operators that measure pictures and find things in them without a model."""
