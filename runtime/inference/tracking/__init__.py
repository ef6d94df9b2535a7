"""Follows objects from frame to frame: filters, matching and three trackers."""
