"""What subscribers get, in RSS, Atom and JSON Feed.

`feeds.audit` reads it back and judges it; nothing that is judged knows of it.
"""
