"""The chat: an exchange, what it looks like, and what a browser may order."""
