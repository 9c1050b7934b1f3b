"""Disk, processors, git: how things are kept, shared and exchanged.

Knows nothing of texts.
"""
