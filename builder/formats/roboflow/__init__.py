"""Roboflow's workflow definitions and ours, both ways."""
