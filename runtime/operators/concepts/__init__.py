"""Operators on concepts."""
