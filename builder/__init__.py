"""What people make and keep."""
