"""Markdown to safe HTML.

The dialect reads a text, one tree holds it, every rule is a function on that tree, links are
followed to their ends, and one serialiser writes it.
"""
