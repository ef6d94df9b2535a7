"""Trains the sample segmenter of licence plates; PyTorch is needed for that only."""
