"""Operators on regions."""
