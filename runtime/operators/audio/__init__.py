"""Operators on sound and speech."""
