"""Reads feeds as a subscriber's program does, judges them, and tells two built sites apart."""
