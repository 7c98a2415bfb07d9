"""Pilcrow's application: everything that a person touches."""
