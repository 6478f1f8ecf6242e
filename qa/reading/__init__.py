"""The reader that ships: its input, its heads, and when it reads."""
