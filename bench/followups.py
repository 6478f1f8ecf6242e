"""What writing a follow-up question out is worth, and how often a question that needs nothing is written out.

    python -m bench.followups FOLDER --index INDEX

A folder of questions whose histories and rewrites are given (qa/evaluation/datasets.py): each is searched for with its
last turn alone, as `qa/followups` writes it out, and as a person did; the index must hold the folder's articles. The
conversations are halved by turns, so that rules made on the even ones can be reported on the odd ones. Questions
without a history are asked after one another, in a seeded order, each after a question on other articles: what is then
written out is needless.
"""

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from index.embedding import load_embedder
from index.generation import IndexFolder, read_manifest
from index.records import Filters, Hit
from index.search import Searcher
from qa.evaluation.datasets import load
from qa.evaluation.records import Excerpt, Line, Question, Span
from qa.evaluation.retrieval import retrieval_columns
from qa.followups import resolve
from qa.records import Turn

MEASURES = ("recall@5", "evidence@5", "MRR@10")
PASSAGES = 20
SEED = 7
FORMS: dict[str, Callable[[Question], str]] = {
    "last turn alone": lambda asked: asked.question,
    "written out": lambda asked: resolve(asked.question, asked.history),
    "by a person": lambda asked: asked.rewrite or asked.question,
}


def halves(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """The follow-ups that count for retrieval, by whether their conversation's place is even or odd."""
    openings = list(dict.fromkeys(_opening(question) for question in questions))
    found: dict[str, list[Question]] = {"even": [], "odd": []}
    for question in questions:
        if question.history and question.rewrite and question.answerable and question.article_ids:
            found["odd" if openings.index(_opening(question)) % 2 else "even"].append(question)
    return found


def _opening(question: Question) -> str:
    return question.history[0].question if question.history else question.question


def scores(questions: Sequence[Question], form: Callable[[Question], str], searcher: Searcher) -> dict[str, float]:
    """The mean of each measure over the questions searched for in this form."""
    lines = {
        asked.id: _line(asked, searcher.search(form(asked), filters=Filters(), limit=PASSAGES)) for asked in questions
    }
    columns = retrieval_columns(questions, lines)
    return {name: sum(columns[name].values()) / len(columns[name]) for name in MEASURES}


def _line(asked: Question, hits: Sequence[Hit]) -> Line:
    found = tuple(
        Excerpt(Span(hit.article.id, hit.passage.start, hit.passage.end), hit.article.title, hit.passage.text)
        for hit in hits
    )
    return Line(asked.id, found, (), answered=True, confidence=1.0, generation="", took_ms=0.0)


def needless(questions: Sequence[Question], texts: Callable[[Question], str]) -> Iterator[tuple[str, str, str]]:
    """(question before, question, as written out) of questions without a history, each after one on other articles.

    What is unchanged is given too.
    """
    alone = [question for question in questions if not question.history]
    random.Random(SEED).shuffle(alone)
    for before, asked in pairwise(alone):
        if not set(before.article_ids) & set(asked.article_ids):
            yield before.question, asked.question, resolve(asked.question, [Turn(before.question, texts(before))])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--index", type=Path, required=True)
    options.add_argument("--show", action="store_true", help="print what is written out needlessly")
    given = options.parse_args()
    folder = IndexFolder(given.index)
    searcher = Searcher(given.index, load_embedder(read_manifest(folder).embedder.name, folder.models))
    questions = load(given.folder, articles=searcher.words.article).questions
    for half, asked in halves(questions).items():
        if asked:
            print_half(half, asked, searcher)
    print_needless(questions, searcher, show=given.show)
    searcher.close()


def print_half(half: str, asked: Sequence[Question], searcher: Searcher) -> None:
    print(f"{half} conversations, {len(asked)} follow-ups: {', '.join(MEASURES)}")
    table = {name: scores(asked, form, searcher) for name, form in FORMS.items()}
    for name, row in table.items():
        print(f"  {name:16} {'  '.join(f'{row[measure]:.3f}' for measure in MEASURES)}")
    alone, ours, person = (table[name]["recall@5"] for name in FORMS)
    if person > alone:
        print(f"  of the way from the last turn alone to a person's words: {(ours - alone) / (person - alone):.2f}")


def print_needless(questions: Sequence[Question], searcher: Searcher, *, show: bool) -> None:
    def answer(question: Question) -> str:
        """What the program would have quoted, had it found the evidence."""
        spans = question.evidence[:3]
        quoted = [searcher.words.article(span.article_id).text[span.start : span.end] for span in spans]
        return " ".join(f"{quote} [{n}]" for n, quote in enumerate(quoted, 1))

    asked = list(needless(questions, answer))
    changed = [one for one in asked if one[1] != one[2]]
    if asked:
        print(f"{len(asked)} questions that stand alone, after one on something else: {len(changed)} written out")
    for before, question, written in changed if show else ():
        print(f"  {before}\n    {question}\n    {written}")


if __name__ == "__main__":
    main()
