"""The gallery's questions that SPARQL alone cannot answer."""
