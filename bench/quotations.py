"""How surely a pasted quotation is found: quotes drawn from an index, as they are and with one word in ten changed.

    python -m bench.quotations --index .index --quotes 500 --seed 7

Prints the share of quotes whose article and span are right (the span shares nine tenths with the true one), of foreign
quotes that are taken for one of the articles', and the time per quote. A foreign quote is a sentence whose every
third word is from elsewhere.
"""

import argparse
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

from index.embedding import load_embedder
from index.generation import IndexFolder, read_manifest
from index.records import Article, Filters
from index.search import Searcher
from index.sentences import sentences_of
from qa.lookups.quotations import FEWEST_WORDS, Found, find_quotation

Drawn = tuple[Article, int, int]


def drawn(articles: list[Article], rng: random.Random) -> Iterator[Drawn]:
    """Without end: one to three neighbouring sentences of at least ten words."""
    while True:
        article = rng.choice(articles)
        spans = sentences_of(article)
        first = rng.randrange(len(spans))
        last = min(len(spans) - 1, first + rng.randrange(3))
        if len(article.text[spans[first][0] : spans[last][1]].split()) >= max(10, FEWEST_WORDS):
            yield article, spans[first][0], spans[last][1]


def edited(text: str, rng: random.Random) -> str:
    """One word in ten mistyped, dropped, doubled or exchanged, quotation marks and dashes made plain."""
    words = text.translate(str.maketrans("“”‘’–—", "\"\"''--")).split()
    for at in rng.sample(range(len(words)), max(1, len(words) // 10)):
        word = words[at]
        words[at] = rng.choice([_mistyped(word, rng), "", f"{word} {word}", rng.choice(words)])
    return " ".join(filter(None, words))


def _mistyped(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice("aeinrst") + word[at + 1 :]


def foreign(text: str, other: str, rng: random.Random) -> str:
    """A text with every third word taken from another."""
    strange = re.findall(r"\w+", other)
    return " ".join(rng.choice(strange) if n % 3 == 1 else word for n, word in enumerate(text.split()))


def is_right(found: list[Found], drawn: Drawn) -> bool:
    article, start, end = drawn
    for place in found:
        shared = min(end, place.end) - max(start, place.start)
        whole = max(end, place.end) - min(start, place.start)
        if place.article.text[place.start : place.end].split()[1:-1] == article.text[start:end].split()[1:-1]:
            return True  # a copy elsewhere is as right
        if place.article.id == article.id and shared / whole >= 0.9:
            return True
    return False


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--index", type=Path, default=Path(".index"))
    options.add_argument("--quotes", type=int, default=500)
    options.add_argument("--seed", type=int, default=7)
    given = options.parse_args()
    folder = IndexFolder(given.index)
    searcher = Searcher(given.index, load_embedder(read_manifest(folder).embedder.name, folder.models))
    articles = [searcher.words.article(entry.id) for entry in searcher.words.entries(Filters())]
    rng = random.Random(given.seed)
    stream = drawn(articles, rng)
    quotes = [next(stream) for _ in range(given.quotes)]
    right = {"as they are": 0, "one word in ten changed": 0}
    taken = 0
    started = time.perf_counter()
    for quote in quotes:
        article, start, end = quote
        text = article.text[start:end]
        right["as they are"] += is_right(find_quotation(text, searcher.words, Filters()), quote)
        right["one word in ten changed"] += is_right(
            find_quotation(edited(text, rng), searcher.words, Filters()), quote
        )
        taken += bool(find_quotation(foreign(text, rng.choice(articles).text, rng), searcher.words, Filters()))
    spent = (time.perf_counter() - started) / (3 * len(quotes))
    for name, count in right.items():
        print(f"{name}: {count / len(quotes):.3f} right")
    print(
        f"foreign: {taken / len(quotes):.3f} taken for one of {len(articles)} articles'; {spent * 1000:.1f} ms a quote"
    )
    searcher.close()


if __name__ == "__main__":
    main()
