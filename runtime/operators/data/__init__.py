"""Operators on plain values and on the way they take."""
