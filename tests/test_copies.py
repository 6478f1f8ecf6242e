import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.copies import (
    COPIED_SHARE,
    FEWEST_HASHES,
    SKETCH_HASHES,
    Sketches,
    as_sketch,
    copied_pairs,
    is_copy,
    outermost_with,
    sketches_of,
)
from index.search import Searcher
from tests.conftest import Syncing

Opened = Callable[[], Searcher]
STORY = (
    "The old bridge over the river reopened on Tuesday after nine years of repairs. Engineers replaced every pillar and "
    "the stone arches were cleaned by hand. The council paid forty million crowns for the work, twice the first estimate. "
    "Shopkeepers on the western bank say that trade fell by half while the bridge was closed. A ferry carried commuters "
    "across free of charge, and its captain was given a medal by the mayor at the opening. Buses will cross the bridge "
    "again from Monday, cyclists have a lane of their own, and lorries must still drive round by the motorway."
)


def sketch(text: str) -> tuple[int, ...]:
    return as_sketch(sketches_of([text])[0])


def prose(seed: int, words: int = 400) -> str:
    source = random.Random(seed)
    return " ".join(f"word{source.randrange(5000)}" for _ in range(words))


def first_copied(sketches: Sketches) -> dict[int, int]:
    """Rows that are copies, each with the first row of its pairs."""
    return {row: original for original, row in reversed(list(copied_pairs(sketches)))}


def test_the_same_words_are_a_copy_whatever_stands_between_them() -> None:
    assert is_copy(sketch(STORY), sketch(STORY.upper().replace(". ", ".\n\n").replace(",", " —")))


def test_a_copy_that_was_cut_and_edited_is_one() -> None:
    story = prose(1)
    words = story.split()[:250]
    edited = " ".join("edited" if n % 25 == 7 else word for n, word in enumerate(words))
    assert is_copy(sketch(story), sketch(edited)) and is_copy(sketch(edited), sketch(story))


def test_two_texts_with_a_closing_line_in_common_are_no_copies() -> None:
    closing = " " + " ".join(STORY.split()[:40])
    assert not is_copy(sketch(prose(1) + closing), sketch(prose(2) + closing))


@pytest.mark.parametrize("text", ["", "the", "— — —"])
def test_a_text_without_words_is_a_copy_of_nothing(text: str) -> None:
    assert sketch(text) == ()
    assert not is_copy(sketch(text), sketch(text)) and not is_copy(sketch(text), sketch(STORY))


def test_a_short_text_is_a_copy_of_itself_only() -> None:
    assert is_copy(sketch("Fire in the harbour"), sketch("fire in the HARBOUR!"))
    assert not is_copy(sketch("Fire in the harbour"), sketch("Fire in the harbour at night"))


def test_the_share_that_is_estimated_is_close_to_the_one_counted() -> None:
    def shingles(text: str) -> set[str]:
        words = text.split()
        return {" ".join(words[i : i + 4]) for i in range(len(words) - 3)}

    wrong = 0
    for seed in range(60):
        words = prose(seed).split()
        changed = {n for n in range(400) if random.Random(seed * 1000 + n).random() < seed / 400}
        edited = " ".join("other" if n in changed else word for n, word in enumerate(words))
        one, other = shingles(" ".join(words)), shingles(edited)
        share = len(one & other) / min(len(one), len(other))
        wrong += abs(share - COPIED_SHARE) > 0.15 and (share > COPIED_SHARE) != is_copy(
            sketch(" ".join(words)), sketch(edited)
        )
    assert wrong == 0


def test_copies_among_many_agrees_with_comparing_every_pair() -> None:
    closing = " " + STORY
    texts = [prose(seed % 17, 150) + closing * (seed % 3 == 0) for seed in range(40)] + ["", "", "one word", "one word"]
    sketches = sketches_of(texts)
    every = [as_sketch(row) for row in sketches]
    first = {
        row: original
        for row in range(len(texts))
        for original in reversed(range(row))
        if is_copy(every[original], every[row])
    }
    found = first_copied(sketches)
    assert found.keys() == first.keys()
    assert all(is_copy(every[original], every[row]) and original < row for row, original in found.items())


def test_ten_thousand_articles_with_one_closing_line_make_few_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(0).integers(0, 2**32 - 1, (10_000, SKETCH_HASHES), dtype=np.uint32)
    rows[:, : FEWEST_HASHES * 2] = np.arange(FEWEST_HASHES * 2)
    compared = 0

    def count(one: object, other: object) -> bool:
        nonlocal compared
        compared += 1
        return False

    monkeypatch.setattr("index.copies.is_copy", count)
    first_copied(np.sort(rows))
    assert compared < 3 * len(rows)


def test_a_sync_names_the_older_article_that_another_repeats(synced: Syncing, corpus: Path) -> None:
    (corpus / "a-reprint.md").write_text(f"---\ntitle: Bridge back\ndate: 2021-03-04\n---\n{STORY}\n")
    (corpus / "wire.jsonl").write_text(
        json.dumps({"id": "w1", "title": "W", "date": "2021-03-02", "text": STORY + " End."})
    )
    assert synced().repeated == (("a-reprint", "w1"),)
    assert synced().repeated == ()
    (corpus / "older.txt").write_text(f" date 2021-03-01 {STORY}")
    assert synced().repeated == (("a-reprint", "older"), ("w1", "older"))


def test_articles_that_come_one_by_one_are_compared_with_all_that_there_are(synced: Syncing, corpus: Path) -> None:
    texts = [" ".join(prose(seed % 5, 90).split()[: 90 - 7 * (seed % 3)]) for seed in range(12)]
    found: set[str] = set()
    for number, text in enumerate(texts):
        (corpus / f"n{number:02d}.txt").write_text(text)
        found |= {article for article, _ in synced().repeated}
    assert found == {article for article, _ in synced(rebuild=True).repeated}
    assert len(found) == 7


def test_a_file_that_lost_an_id_and_is_a_copy_does_not_write_the_index_again(
    synced: Syncing, corpus: Path, tmp_path: Path
) -> None:
    for name in ("one.md", "one.txt", "two.txt"):
        (corpus / name).write_text(STORY)
    (corpus / "both.jsonl").write_text(
        "".join(json.dumps({"id": i, "title": i, "text": STORY}) + "\n" for i in ("one", "three"))
    )
    generation = synced().generation
    assert synced().generation == generation


def test_hits_carry_what_tells_copies(synced: Syncing, corpus: Path, opened: Opened) -> None:
    (corpus / "reprint.txt").write_text(STORY)
    (corpus / "wire.txt").write_text(STORY + " Reported by the wire.")
    synced()
    hits = {hit.article.id: hit for hit in opened().search("the bridge reopened after repairs", limit=50)}
    assert is_copy(hits["reprint"].sketch, hits["wire"].sketch)
    assert not is_copy(hits["reprint"].sketch, hits["bridge"].sketch)


def test_copies_among_many_are_those_that_two_by_two_would_give() -> None:
    words = [prose(seed).split() for seed in range(12)]
    texts = [
        " ".join(w[start : start + length]) for w in words for start, length in ((0, 400), (0, 90), (30, 12), (60, 9))
    ]
    sketches = sketches_of(texts)
    rows = [as_sketch(row) for row in sketches]
    found = first_copied(sketches)
    copied = {later for later in range(len(rows)) if any(is_copy(rows[i], rows[later]) for i in range(later))}
    assert all(is_copy(rows[original], rows[row]) and original < row for row, original in found.items())
    assert set(found) == copied and copied


def test_the_outermost_rows_with_a_hash_are_those_that_looking_at_every_row_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.copies._BLOCK_ROWS", 7)
    monkeypatch.setattr("index.membership._MOST_BITS", 6)  # many hashes share what is looked at first
    rows = np.sort(np.random.default_rng(0).integers(0, 500, (100, SKETCH_HASHES), dtype=np.uint32))
    hashes = np.array([[3, 77, 78, 499, 600]], dtype=np.uint32)
    held = [np.flatnonzero((rows == value).any(axis=1)) for value in hashes.ravel()]
    assert outermost_with(hashes, rows).tolist() == sorted({i for of in held if len(of) for i in (of[0], of[-1])})
