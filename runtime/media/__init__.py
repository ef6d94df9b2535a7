"""Pictures and texts as bytes: read with limits, written, stored."""
