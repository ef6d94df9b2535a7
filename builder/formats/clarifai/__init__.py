"""Clarifai's workflow documents and ours, both ways."""
