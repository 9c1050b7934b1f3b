"""The engine: from the sources to a finished site in the place of the old one.

`mkdocs build`, `mkdocs serve` and `tolkku build` call the same.
"""
