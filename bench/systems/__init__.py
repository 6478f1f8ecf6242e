"""The programs that are compared, one file each, every one as its own documentation shows it for local use.

Each file runs in the environment of its program, so it imports that program, the standard library and what stands here.
"""
