"""Charts: what is counted (figures), how it is drawn (specs, sankey), and where it goes (still, page)."""
