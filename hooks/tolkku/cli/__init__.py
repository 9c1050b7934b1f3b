"""The editors' command, `tolkku`. Nobody imports it."""
