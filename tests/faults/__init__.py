"""Faults on purpose: what is done to an index, and what it must still be afterwards.

Each campaign is a function of a seed and a number of cases. `tests/test_faults.py` runs each once, with seed 0; `make torture`
runs them as long as one likes, with other seeds (`python -m tests.faults --help`).
"""
