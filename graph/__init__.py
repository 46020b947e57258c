"""Records as a graph: RDF, files, index and the NetworkX mirror."""
