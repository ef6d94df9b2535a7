"""How graphs run; only `worker` knows Django, Celery, Channels and Redis."""
