"""What a slip of the finger in a question costs, and how much of it reading the word as the articles' own gives back.

    python -m bench.misspelt FOLDER --index INDEX --questions 50

Every second question of a dataset (qa/evaluation/datasets.py) that the index can answer is asked as it stands, then with one
random slip in one random word, as it was before words were mended and as it is now. The slip is a letter too many, too few
or wrong, or two that have changed places, never the first; the word has at least five letters and the articles hold it.
Without the reader. Says too how many words were mended to what they were, and which questions are changed as they stand.
"""

import argparse
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import ascii_lowercase

from index.embedding import load_embedder
from index.generation import IndexFolder, read_manifest
from index.lexical import terms
from index.search import Searcher
from qa.answering import ask
from qa.evaluation.datasets import load
from qa.evaluation.measures import columns_of, values_of
from qa.evaluation.records import Question
from qa.evaluation.runs import Outcome, scored_line
from qa.question.spelling import SHORTEST, respelt, whole_in
from qa.records import Reply

SEED = 7
MEASURES = ("citation_first", "citation_any", "answering_recall")
_WORD = re.compile(rf"\b[A-Za-z]{{{SHORTEST},}}\b")


def slipped(question: str, held: Callable[[str], bool], rng: random.Random) -> str | None:
    """The question with one slip; None where no word of it can have one."""
    words = [found for found in _WORD.finditer(question) if held(found[0])]
    if not words:
        return None
    found = rng.choice(words)
    return question[: found.start()] + _mistyped(found[0], rng) + question[found.end() :]


def _mistyped(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    made = rng.choice(
        [
            word[:at] + rng.choice(ascii_lowercase) + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + rng.choice(ascii_lowercase) + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        ]
    )
    return made if made != word else _mistyped(word, rng)


def scores(asked: Sequence[Question], searcher: Searcher, respell: Callable[[str], str]) -> list[float]:
    lines = [scored_line(Outcome(one.id, (), reply_to(one, searcher, respell))) for one in asked]
    found = {value.name: value.value for value in values_of(columns_of(asked, lines), [one.id for one in asked])}
    return [found[name] for name in MEASURES]


def reply_to(asked: Question, searcher: Searcher, respell: Callable[[str], str]) -> Reply:
    today = asked.today or date.today()
    return ask(
        asked.question,
        searcher.search,
        words=searcher.words,
        respell=respell,
        generation=searcher.manifest.name,
        today=today,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dataset", type=Path)
    options.add_argument("--index", type=Path, required=True)
    options.add_argument("--questions", type=int, default=50)
    given = options.parse_args()
    folder = IndexFolder(given.index)
    embedder = load_embedder(read_manifest(folder).embedder.name, folder.models)
    searcher = Searcher(given.index, embedder)

    def held(word: str) -> bool:
        return bool(searcher.words.known(terms(word)))

    def mended(question: str) -> str:
        return respelt(question, searcher.words, whole_in(embedder))

    questions = load(given.dataset, articles=searcher.words.article).questions
    fit = [one for one in questions if one.answerable and one.evidence and not one.history]
    rng = random.Random(SEED)
    pairs = [(one, slip) for one in fit[1::2] if (slip := slipped(one.question, held, rng))]
    pairs = rng.sample(pairs, min(given.questions, len(pairs)))
    right = [one for one, _ in pairs]
    wrong = [replace(one, question=slip) for one, slip in pairs]
    print(f"{len(pairs)} questions: {', '.join(MEASURES)}")
    for name, asked, respell in (
        ("as typed right", right, mended),
        ("with a slip", wrong, str),
        ("mended", wrong, mended),
    ):
        print(f"  {name:15} {'  '.join(f'{value:.3f}' for value in scores(asked, searcher, respell))}", flush=True)
    print_words(pairs, mended)
    print_changed([one.question for one in questions], mended)
    searcher.close()


def print_words(pairs: Sequence[tuple[Question, str]], mended: Callable[[str], str]) -> None:
    """What became of the words, capitals left aside."""
    made = [(one.question.lower(), slip.lower(), mended(slip).lower()) for one, slip in pairs]
    back = sum(right == now for right, _, now in made)
    left = [(right, slip) for right, slip, now in made if now == slip]
    print(
        f"{back} of {len(made)} mended to what they were, {len(left)} left, {len(made) - back - len(left)} made another word"
    )
    for right, slip, now in made:
        if now != right:
            print("  ", *_differing(right, slip, now))


def _differing(right: str, *others: str) -> list[str]:
    """The word of each text in which it differs."""
    texts = [text.split() for text in (right, *others)]
    return [" / ".join(dict.fromkeys(words)) for words in zip(*texts, strict=False) if len(set(words)) > 1]


def print_changed(questions: Sequence[str], mended: Callable[[str], str]) -> None:
    changed = [(text, now) for text in questions if (now := mended(text)) != text]
    print(f"of all {len(questions)} questions as they stand {len(changed)} are changed")
    for text, now in changed:
        print("  ", *_differing(text, now))


if __name__ == "__main__":
    main()
