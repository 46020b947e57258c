"""The graph in the files of other software: RDF, tables, networks, qualitative coding."""
