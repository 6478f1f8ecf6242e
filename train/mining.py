"""Data sets -> files of pairs. Wrong passages are those that the program's own search finds."""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from index.chunking import chunk
from index.embedding import Embedder, load_embedder
from index.models.modelfiles import DEFAULT_MODEL
from index.records import Article, Hit
from index.search import Searcher
from index.sync import sync
from qa.evaluation.datasets import load
from qa.evaluation.records import Dataset, Question
from train.altering import altered
from train.asking import asked_pairs
from train.pairs import Pair, PairMaker
from train.split import HeldOut

REPORTED = ("squad2", "clapnq", "qed", "scifact")  # their held-out articles are measured on; hotpotqa and others whole
LEARNED_FROM = (*REPORTED, "nq_oracle", "xquad")
SEARCHED = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder of data sets")
    parser.add_argument("--indexes", type=Path, required=True, help="where their indexes are, or are made")
    parser.add_argument("--out", type=Path, required=True, help="a folder for a file of pairs of each set")
    parser.add_argument("--sets", nargs="*", default=LEARNED_FROM)
    parser.add_argument(
        "--made", type=int, default=0, help="questions made of the sets' sentences, instead of the sets' own"
    )
    parser.add_argument(
        "--draws",
        type=int,
        default=1,
        help="of each question: other windows, wrong passages and changed details each time",
    )
    asked = parser.parse_args()
    embedder = load_embedder(DEFAULT_MODEL, asked.indexes / "models")
    held_out = HeldOut.of([load(asked.data / name) for name in REPORTED if (asked.data / name).is_dir()])
    asked.out.mkdir(parents=True, exist_ok=True)
    if asked.made:
        articles = [
            a for name in asked.sets for a in load(asked.data / name).articles if not held_out.has_article(a.title)
        ]
        _write(asked.out / "made.jsonl", made(articles, embedder, asked.made))
        return
    for name in asked.sets:
        root = asked.indexes / name / "index"
        if not root.exists():
            sync(asked.data / name, root, DEFAULT_MODEL, lambda _: embedder, progress=tell)
        _write(asked.out / f"{name}.jsonl", mined(load(asked.data / name), root, embedder, held_out, asked.draws))


def made(articles: Sequence[Article], embedder: Embedder, count: int) -> Iterator[Pair]:
    """The pairs of about so many questions made of sentences (train/asking.py), as many of each article."""
    once = list({article.text: article for article in articles}.values())
    random.Random(0).shuffle(once)
    each = -(-count // len(once))
    for number, article in enumerate(once[: count // each]):
        tell("made", number, count // each)
        chunks = chunk(article, embedder.token_starts)
        yield from asked_pairs(article, chunks, each, random.Random(f"made {article.id}"))


def _write(path: Path, pairs: Iterator[Pair]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(pair), ensure_ascii=False) + "\n" for pair in pairs)


def mined(data: Dataset, root: Path, embedder: Embedder, held_out: HeldOut, draws: int = 1) -> Iterator[Pair]:
    """The pairs of a data set, whose articles `root` is the index of; none has to do with what is held out, none comes
    twice."""
    searcher = Searcher(root, embedder)
    articles = {article.id: article for article in data.articles}
    questions = learnable(data, held_out)
    gold = {article_id for question in questions for article_id in question.article_ids}
    chunks = {article_id: chunk(articles[article_id], embedder.token_starts) for article_id in sorted(gold)}
    maker = PairMaker(articles, chunks)
    for number, question in enumerate(questions):
        tell(data.name, number, len(questions))
        hits = searcher.search(question.question, limit=SEARCHED)
        usable = [hit for hit in hits if not held_out.has_article(hit.article.title)]
        rng = random.Random(f"{data.name} {question.id}")
        yield from dict.fromkeys(pair for _ in range(draws) for pair in _drawn(maker, question, usable, rng))


def _drawn(maker: PairMaker, question: Question, hits: Sequence[Hit], rng: random.Random) -> Iterator[Pair]:
    made = maker.pairs(question, hits, rng)
    changed = (altered(pair, rng) for pair in made if pair.answers)
    yield from [*made, *(pair for pair in changed if pair is not None)]


def learnable(data: Dataset, held_out: HeldOut) -> Sequence[Question]:
    """The questions that make sense alone and touch nothing that is held out."""
    usable = {article.id for article in data.articles if not held_out.has_article(article.title)}
    return [
        question
        for question in data.questions
        if usable.issuperset(question.article_ids)
        and not held_out.has_question(question.question)
        and not question.history
    ]


def tell(stage: str, done: int, total: int) -> None:
    if done % 100 == 0:
        print(f"{stage}: {done} of {total}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
