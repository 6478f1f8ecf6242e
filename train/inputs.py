"""Pairs -> arrays of token numbers, and batches of pairs of about the same length."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from qa.reading.inputs import row_of
from train.pairs import Pair

POOL = 24  # batches that are sorted by length together


@dataclass(frozen=True, slots=True)
class Example:
    """A pair in tokens. Position 0 stands for "not here" in every target."""

    ids: list[int]
    second: int  # where the title and the passage begin
    sentence: list[int]  # per token, the sentence that it stands in, or NO_SENTENCE
    answers: bool
    evidence: tuple[bool, ...]
    start: int  # first token of the answer; -1: there is one, but not known where
    end: int  # last token


@dataclass(frozen=True, slots=True)
class Batch:
    ids: torch.Tensor  # (n, t)
    types: torch.Tensor  # (n, t) 0 for the question, 1 for the rest
    attended: torch.Tensor  # (n, t) bool
    membership: (
        torch.Tensor
    )  # (n, s, t) each sentence's tokens, as weights that sum to 1; all 0: there is no such sentence
    answers: torch.Tensor  # (n,) 0 or 1
    evidence: torch.Tensor  # (n, s) bool
    start: torch.Tensor  # (n,)
    end: torch.Tensor  # (n,)


def example_of(pair: Pair, tokenizer: Any) -> Example:
    row = row_of(tokenizer, pair.question, pair.title, pair.text, pair.sentences)
    start, end = _target(pair, row.offsets, row.first)
    return Example(
        ids=row.ids,
        second=row.second,
        sentence=row.sentence,
        answers=pair.answers,
        evidence=pair.evidence,
        start=start,
        end=end,
    )


def _target(pair: Pair, offsets: Sequence[tuple[int, int]], shift: int) -> tuple[int, int]:
    if not pair.answers:
        return 0, 0
    if pair.answer is None:
        return -1, -1
    inside = [i for i, (start, end) in enumerate(offsets) if start < pair.answer[1] and end > pair.answer[0]]
    return (shift + inside[0], shift + inside[-1]) if inside else (-1, -1)


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """One epoch, every example once (but for those left over), in an order drawn by chance."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    for begin in range(0, len(order), size * POOL):
        pool = sorted(order[begin : begin + size * POOL], key=lambda i: (len(examples[i].ids), i))
        groups = [pool[i : i + size] for i in range(0, len(pool), size)]
        rng.shuffle(groups)
        yield from (collated([examples[i] for i in group]) for group in groups if len(group) == size)


def collated(group: Sequence[Example]) -> Batch:
    n, width = len(group), max(len(e.ids) for e in group)
    sentences = max(1, max(max(e.sentence) + 1 for e in group))
    ids, types = torch.zeros(n, width, dtype=torch.long), torch.zeros(n, width, dtype=torch.long)
    attended = torch.zeros(n, width, dtype=torch.bool)
    membership = torch.zeros(n, sentences, width)
    evidence = torch.zeros(n, sentences, dtype=torch.bool)
    for row, e in enumerate(group):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
        types[row, e.second : len(e.ids)] = 1
        attended[row, : len(e.ids)] = True
        holder = torch.tensor(e.sentence)
        for s in range(max(e.sentence) + 1):
            tokens = (holder == s).nonzero().squeeze(1)
            if len(tokens):
                membership[row, s, tokens] = 1 / len(tokens)
                evidence[row, s] = e.evidence[s]
    return Batch(
        ids,
        types,
        attended,
        membership,
        answers=torch.tensor([float(e.answers) for e in group]),
        evidence=evidence,
        start=torch.tensor([e.start for e in group]),
        end=torch.tensor([e.end for e in group]),
    )
