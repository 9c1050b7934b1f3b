"""What templates may ask, page by page, in the page's language."""
