"""Writes and measures the classic embedder: colours and edges, nothing learned."""
