"""The demo pictures that a fresh install offers, and the script that drew them."""
