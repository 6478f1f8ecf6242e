"""What the program knows of English: words, names, numbers, clauses, and the kinds of answers that are asked for."""
