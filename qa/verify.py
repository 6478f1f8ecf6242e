"""A saved answer held against the index: is each of its quotes still where it was?"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import ArticleMissing, UsageError
from index.records import Article


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one quote: `finding` is "exact", "changed" or "removed"."""

    number: int
    article_id: str
    quote: str
    finding: str


def verify_answer(path: Path, article: Callable[[str], Article]) -> list[Verdict]:
    """Verdicts on the citations of a file written by `ask --json`, or of a conversation saved from the page, in order.

    `article` raises ArticleMissing.

    Raises UsageError when the file is not such a file.
    """
    try:
        saved = json.loads(path.read_bytes())
        citations = [c for answer in saved.get("answers", [saved]) for c in answer["citations"]]
        return [_verdict(c["number"], c["article_id"], c["start"], c["end"], c["quote"], article) for c in citations]
    except OSError as error:
        raise UsageError(f"{path}: it cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path}: this is not an answer saved with: article-qa ask QUESTION --json ({error})"
        ) from error


def _verdict(
    number: int, article_id: str, start: int, end: int, quote: str, article: Callable[[str], Article]
) -> Verdict:
    try:
        text = article(article_id).text
    except ArticleMissing:
        return Verdict(number, article_id, quote, "removed")
    return Verdict(number, article_id, quote, "exact" if text[start:end] == quote else "changed")
