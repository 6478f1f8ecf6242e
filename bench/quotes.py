"""Is the sentence that answers quoted, and how much is quoted beside it: decision 0119's table, by set.

    python -m bench.quotes FOLDER --index INDEX --articles SET SET ... [--reader none]

Of each question that can be answered, the sentences that would be quoted if nothing were declined, its other parts and times
left aside. `--articles` names the datasets whose held-out articles and questions (train/split.py) are kept to, so that the
reader has learned from none of them; without it all questions of the dataset are asked.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from index.records import Hit
from qa.evaluation.datasets import load
from qa.evaluation.records import Dataset, Question, Span
from qa.evidence import choose_quotes
from qa.inferring import LOOKED_AT
from qa.opening import open_answerer
from qa.reader import SHIPPED_READER
from train.split import HeldOut, held_out_questions

SEED = 7


def rights(question: Question, hits: Sequence[Hit]) -> list[bool]:
    """Of each quoted sentence, best first, whether it overlaps one that answers."""
    spans = [Span(q.hit.article.id, q.sentence.start, q.sentence.end) for q in choose_quotes(question.question, hits)]
    return [any(span.shared(gold) > 0 for gold in question.evidence) for span in spans]


def askable(data: Dataset, held_out: HeldOut | None) -> list[Question]:
    """The questions with a known answer that need no other before them, of held-out articles only."""
    alone = held_out_questions(data, held_out) if held_out else [one for one in data.questions if not one.history]
    return [one for one in alone if one.answerable and one.evidence]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--articles", type=Path, nargs="*", default=[])
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--reader", default=SHIPPED_READER)
    asked = parser.parse_args()
    answerer = open_answerer(asked.index, asked.reader, as_shipped=True)
    held_out = HeldOut.of([load(folder) for folder in asked.articles]) if asked.articles else None
    questions = askable(load(asked.dataset, articles=answerer.article), held_out)
    random.Random(SEED).shuffle(questions)
    found = [rights(one, answerer.search(one.question, limit=LOOKED_AT)) for one in questions[: asked.questions]]
    found = [right for right in found if right]
    first = sum(right[0] for right in found) / len(found)
    any_right = sum(any(right) for right in found) / len(found)
    quotes = sum(map(len, found)) / len(found)
    share = sum(sum(right) / len(right) for right in found) / len(found)
    print(
        f"{asked.dataset.stem}, {len(found)}: first {first:.3f}, any {any_right:.3f}, {quotes:.1f} quotes, gold {share:.3f}"
    )


if __name__ == "__main__":
    main()
