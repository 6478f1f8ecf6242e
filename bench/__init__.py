"""Slow questions: how good and how fast the program is beside others. Nothing here belongs to the program."""
