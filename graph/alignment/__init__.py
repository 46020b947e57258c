"""Which tasks of two documents pursue the same duty."""
