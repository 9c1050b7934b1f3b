"""`python -m tolkku` is the same as `tolkku`."""

from tolkku.cli.main import main

main(prog_name="tolkku")
