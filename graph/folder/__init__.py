"""Records as RDF, and the knowledge graph's folder on disk: what a build writes."""
