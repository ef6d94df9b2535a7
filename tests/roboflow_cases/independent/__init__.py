"""Expected answers computed beside the product: nothing of it is imported here."""
