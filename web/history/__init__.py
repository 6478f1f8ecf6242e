"""Conversations that outlast the server, and the links and files made of them."""
