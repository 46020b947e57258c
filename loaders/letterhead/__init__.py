"""The frame of an official document: title, number, issuers, date, jurisdiction (GB/T 9704)."""
