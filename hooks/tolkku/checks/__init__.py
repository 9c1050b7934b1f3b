"""Findings that need more than one file, or more than one language."""
