"""How editions stand to their originals, which are owed, and by when."""
