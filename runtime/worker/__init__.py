"""Runs claimed from the store: Celery, Channels and threads live only here."""
