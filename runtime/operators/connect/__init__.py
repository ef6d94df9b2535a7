"""Connectors: nodes that ask or tell somebody outside, through a connection of the app."""
