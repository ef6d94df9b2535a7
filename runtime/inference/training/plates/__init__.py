"""Training of the sample licence-plate detector; nothing here runs when Weft serves."""
