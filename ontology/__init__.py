"""What exists: terms, records, registries of regions and agencies; nothing of how it is found."""
