"""The site's other files, what servers are told, and when the site changes by itself."""
