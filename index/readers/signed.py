"""The byline, or the day alone, directly below the headline of a page or of a Markdown text."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from index.readers.factlines import facts_of
from index.readers.heads import is_invitation, only_day
from index.readers.reading import Draft
from index.readers.text import one_line, some_day

_BLOCKS = 2  # who wrote it, and when
_SAID = frozenset(("author", "credit", "source", "day", "published", "modified"))
_HEADLINE_CHARS = 600
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…")


def with_byline(draft: Draft, headlines: Collection[str | None]) -> Draft:
    """The draft with what the byline says where its own fields say nothing.

    The byline is no text where all that it says is in the fields then; else it stays, and so does a day without a name.
    """
    start = _below_headline(draft.text, {one_line(title) for title in headlines if title})
    facts, end = _byline(draft.text, start)
    if "author" not in facts:
        return _dated(draft, facts, draft.text[end:]) if any(headlines) else draft
    day = facts.get("published") or facts.get("day")
    signed = replace(
        draft,
        author=draft.author or facts["author"],
        source=draft.source or facts.get("source"),
        published=draft.published or day,
        modified=draft.modified or facts.get("modified"),
    )
    is_said = (
        "credit" not in facts
        and facts["author"].casefold() in (signed.author or "").casefold()
        and facts.get("source", "").casefold() in (signed.source or "").casefold()
        and some_day(day) in (None, some_day(signed.published))
        and some_day(facts.get("modified")) in (None, some_day(signed.modified))
    )
    return replace(signed, text=draft.text[:start] + draft.text[end:]) if is_said else signed


def _dated(draft: Draft, facts: dict[str, str], below: str) -> Draft:
    """The draft with the days and the source of lines that name nobody, unless they may be those of an event or of a chronicle."""
    if is_invitation(below):
        return draft
    day = facts.get("published") or only_day(draft.text, facts.get("day"))
    return replace(
        draft,
        source=draft.source or facts.get("source"),
        published=draft.published or day,
        modified=draft.modified or facts.get("modified"),
    )


def _below_headline(text: str, headlines: Collection[str]) -> int:
    """Where the text goes on below a first block that is the headline; 0 where it is not."""
    end = text.find("\n\n", 0, _HEADLINE_CHARS) + 2
    return end if end > 1 and one_line(text[:end]) in headlines else 0


def _byline(text: str, start: int) -> tuple[dict[str, str], int]:
    """What the blocks from `start` on say that say nothing but who wrote the text and when, and where the text begins."""
    facts: dict[str, str] = {}
    for block, end in _blocks(text, start):
        lines = [(line, facts_of(line)) for line in block.split("\n")]
        if not all(said and said.keys() <= _SAID and not _ends_sentence(line, said) for line, said in lines):
            break
        for _, said in lines:
            facts = said | facts
        start = end
    return facts, start


def _blocks(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The next blocks, each with the place of the one after it; the last of a text, which is all of it, is none."""
    for _ in range(_BLOCKS):
        end = text.find("\n\n", start, start + _HEADLINE_CHARS)
        if end < 0:
            return
        yield text[start:end], end + 2
        start = end + 2


def _ends_sentence(line: str, said: dict[str, str]) -> bool:
    return said.keys() <= {"author", "credit"} and line.rstrip().endswith(_SENTENCE_ENDS)
