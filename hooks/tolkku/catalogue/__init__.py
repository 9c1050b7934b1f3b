"""What is out at one moment, at which address it stands, and how bulletins answer to each other."""
