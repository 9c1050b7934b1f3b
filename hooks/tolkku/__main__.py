"""`python -m tolkku` is the same as `tolkku`."""

from tolkku.desk import main

main(prog_name="tolkku")
