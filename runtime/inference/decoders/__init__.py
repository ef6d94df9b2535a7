"""What raw model outputs mean: one module per output layout, pure functions of arrays."""
