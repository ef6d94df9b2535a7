"""The handlers of the public API, a resource a file; `answering` loads them all."""
