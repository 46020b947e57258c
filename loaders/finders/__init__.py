"""Text in, records out: bearers, dates, targets, places and cited policies, with offsets."""
