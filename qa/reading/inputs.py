"""What the reader sees: a question, a title and a passage as one row of tokens. Training sees the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.records import Span

MAX_QUESTION, MAX_TITLE, MAX_LENGTH = 64, 32, 288  # tokens; passages of our own cutting always fit
NO_SENTENCE = -1


@dataclass(frozen=True, slots=True)
class Row:
    """[CLS] question [SEP] title [SEP] passage [SEP]. The first token also stands for "not in this passage"."""

    ids: list[int]
    second: int  # where the title begins
    first: int  # where the passage begins
    offsets: list[Span]  # of the passage's tokens, in the passage's characters; cut at MAX_LENGTH
    sentence: list[int]  # per token of the row, the number of the sentence that it stands in, or NO_SENTENCE


def row_of(tokenizer: Any, question: str, title: str, passage: str, sentences: Sequence[Span]) -> Row:
    """`tokenizer` neither cuts nor pads; `sentences` are spans of the passage, in order."""
    asked = tokenizer.encode(question, add_special_tokens=False).ids[:MAX_QUESTION]
    named = tokenizer.encode(title, add_special_tokens=False).ids[:MAX_TITLE]
    text = tokenizer.encode(passage, add_special_tokens=False)
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    head = [cls, *asked, sep, *named, sep]
    room = MAX_LENGTH - len(head) - 1
    offsets = text.offsets[:room]
    return Row(
        ids=[*head, *text.ids[:room], sep],
        second=len(asked) + 2,
        first=len(head),
        offsets=offsets,
        sentence=[NO_SENTENCE] * len(head) + _holders(sentences, offsets) + [NO_SENTENCE],
    )


def _holders(sentences: Sequence[Span], offsets: Sequence[Span]) -> list[int]:
    starts, ends = (np.array([span[side] for span in sentences], dtype=np.int64) for side in (0, 1))
    begins: npt.NDArray[np.int64] = np.array([start for start, _ in offsets], dtype=np.int64)
    holders = np.searchsorted(starts, begins, side="right") - 1
    inside = (holders >= 0) & (begins < ends[np.maximum(holders, 0)]) if len(sentences) else holders >= 0
    return [int(holder) for holder in np.where(inside, holders, NO_SENTENCE)]
