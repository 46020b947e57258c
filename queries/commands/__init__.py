"""The commands, and what they share: options, output, progress."""
