"""Operators on videos and their frames."""
