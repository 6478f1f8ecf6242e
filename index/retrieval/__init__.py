"""The steps of a search: candidates of both legs, their signals, and what moves them."""
