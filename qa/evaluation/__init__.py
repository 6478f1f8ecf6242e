"""How well questions are answered: datasets -> runs -> measures -> gates and reports.

Importing this package, or any module of it, loads no numpy and no ir_measures: they are imported where they are used.
"""
