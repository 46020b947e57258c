"""The folder's triples in a store: asked in SPARQL, seen in views, read back as records, published."""
