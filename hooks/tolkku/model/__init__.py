"""The nouns: texts, languages, dates, settings, Findings.

Frozen values; no files, no clock. Everything else in the house is made from these, and they know
nothing of it.
"""
