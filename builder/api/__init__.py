"""The doors; every door calls the same actions."""
