"""Operators that follow objects along the frames of a video."""
