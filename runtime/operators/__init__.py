"""Node types, one file each; the registry finds them by walking these folders."""
