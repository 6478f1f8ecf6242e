"""Ranked passages in, cited answers out."""
