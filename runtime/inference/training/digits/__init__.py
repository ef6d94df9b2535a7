"""Trains the sample classifier of digits on the hand-written ones that scikit-learn carries."""
