"""Files in, sources out: one module a format, and tables that lost their borders."""
