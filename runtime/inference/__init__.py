"""Models: their cards, their sessions, and what goes in and comes out of them."""
