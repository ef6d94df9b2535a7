"""Trains the sample segmenter of licence plates with numpy alone."""
