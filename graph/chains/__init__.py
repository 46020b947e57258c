"""Duties on their way from document to document: who applies whom, what was taken up, what became of it."""
