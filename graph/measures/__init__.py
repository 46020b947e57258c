"""The graph as networks, and the measures of cooperation and governance."""
