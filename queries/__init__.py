"""Questions, comparisons and pictures."""
