"""Trains the sample classifier of smiles on drawn faces."""
