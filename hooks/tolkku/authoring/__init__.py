"""What the editors' command writes into the editors' files, and how it finds what they mean."""
