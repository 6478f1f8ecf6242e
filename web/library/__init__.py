"""The corpus as a page: what is in it, putting files in, taking them out."""
