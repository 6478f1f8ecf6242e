"""A saved answer held against the index: does each of its quotes stand in the text that it was taken from?"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ArticleMissing, UsageError
from index.library import Edition, Library

FINDINGS = {
    "exact": "stands in the article as quoted",
    "stands": "the article has changed since; the quote still stands in it",
    "earlier": "stood in the article as quoted; the article has changed since and no longer says so",
    "unkept": "the article has changed since and does not say so; the text that was cited is kept no longer",
    "misquoted": "does not stand in the text that it cites: the saved answer has been altered",
    "removed": "the article has been removed",
}
STANDING = frozenset({"exact", "stands"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one quote: `finding` is a key of FINDINGS."""

    number: int
    article_id: str
    quote: str
    finding: str
    now: str | None  # the id that the article has today; None when it has been removed
    until: str | None  # when the text cited was replaced, where that is known


def verify_answer(path: Path, library: Library) -> list[Verdict]:
    """Verdicts on the citations of a file written by `ask --json`, or of a conversation saved from the page, in order.

    Raises UsageError when the file is not such a file.
    """
    try:
        saved = json.loads(path.read_bytes())
        citations = [c for answer in saved.get("answers", [saved]) for c in answer["citations"]]
        return [_verdict(_saved(citation), library) for citation in citations]
    except OSError as error:
        raise UsageError(f"{path}: it cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path}: this is not an answer saved with: article-qa ask QUESTION --json ({error})"
        ) from error


@dataclass(frozen=True, slots=True)
class _Saved:
    number: int
    article_id: str
    start: int
    end: int
    quote: str
    content_hash: str  # empty in an answer that was saved before citations carried one

    def is_in(self, text: str) -> bool:
        return text[self.start : self.end] == self.quote


def _saved(citation: dict[str, Any]) -> _Saved:
    named = (citation[name] for name in ("number", "article_id", "start", "end", "quote"))
    number, article_id, start, end, quote = named
    return _Saved(number, article_id, start, end, quote, citation.get("content_hash") or "")


def _verdict(saved: _Saved, library: Library) -> Verdict:
    try:
        edition = library.edition(saved.article_id, saved.content_hash)
    except ArticleMissing:
        return Verdict(saved.number, saved.article_id, saved.quote, "removed", None, None)
    if not saved.content_hash:
        edition = _holding(saved, edition, library)
    return Verdict(
        saved.number, saved.article_id, saved.quote, _finding(saved, edition), edition.current.id, edition.until
    )


def _holding(saved: _Saved, edition: Edition, library: Library) -> Edition:
    """The newest text of the article that has the quote at its place."""
    if saved.is_in(edition.current.text):
        return edition
    held = (v for v in library.versions(edition.current.id) if saved.is_in(v.article.text))
    version = next(held, None)
    return Edition(edition.current, version.article, version.until) if version else Edition(edition.current, None)


def _finding(saved: _Saved, edition: Edition) -> str:
    if edition.cited and not saved.is_in(edition.cited.text):
        return "misquoted"
    if edition.cited == edition.current:
        return "exact"
    if saved.quote in edition.current.text:
        return "stands"
    return "earlier" if edition.cited else "unkept"
