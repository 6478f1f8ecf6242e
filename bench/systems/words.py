"""Cutting by words, for the programs that leave the cutting to their user."""

import re

from bench.systems.serving import Article, Found

WORDS, OVERLAP = 150, 20


def windows(article: Article) -> list[Found]:
    """Runs of 150 words, each beginning 20 words before the end of the one before it.

    >>> [(w.start, w.end) for w in windows(Article("a", "A", " ".join(["word"] * 200)))]
    [(0, 749), (650, 999)]
    """
    words = [match.span() for match in re.finditer(r"\S+", article.text)]
    firsts = range(0, max(1, len(words) - OVERLAP), WORDS - OVERLAP)
    runs = (words[first : first + WORDS] for first in firsts if words)
    return [Found(article.id, run[0][0], run[-1][1]) for run in runs]


def titled(article: Article, window: Found) -> str:
    """What is embedded of a window: the article's title stands before it, as our own program has it."""
    return f"{article.title}\n{article.text[window.start : window.end]}"
