"""Blocks to items: tables, rows, outlines and notes, with a ledger line for each."""
