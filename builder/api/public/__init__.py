"""What strangers reach without signing in: the public try page (docs/security.md)."""
