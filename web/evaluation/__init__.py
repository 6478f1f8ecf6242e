"""How well questions are answered, and answers that people correct."""
