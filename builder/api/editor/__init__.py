"""What our own canvas uses (docs/editor-api.md)."""
