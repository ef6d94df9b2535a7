"""Trains the sample segmenter of drawn street scenes with scikit-learn alone."""
