"""Import and export of graphs: pure translation, without Django models."""
