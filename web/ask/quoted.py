"""What a conversation has quoted so far, so that an article opened from it shows all of that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.records import Span
from qa.records import Answer, Citation

MOST = 30  # marks of one article; a link is to stay short enough for every program


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence that is quoted somewhere in a conversation. `content_hash` names the text that the span is of."""

    article_id: str
    content_hash: str
    span: Span

    @classmethod
    def of(cls, citation: Citation) -> "Quoted":
        return cls(citation.article_id, citation.content_hash, (citation.start, citation.end))


def quoted_in(reply: Mapping[str, Any]) -> list[Quoted]:
    """What an answer quotes that is kept as `ask --json` gives it."""
    return [Quoted(c["article_id"], c["content_hash"], (c["start"], c["end"])) for c in reply.get("citations", ())]


def quoted_up_to(answer: Answer, earlier: Iterable[Quoted]) -> list[Quoted]:
    """What a conversation has quoted with this answer and those before it."""
    return [*map(Quoted.of, answer.citations), *earlier]


def quoted_beside(
    article_id: str, content_hash: str, quoted: Iterable[Quoted], own: Iterable[Citation] = ()
) -> list[Span]:
    """Where the text is quoted, in order, but for what is cited as the link's `own`."""
    cited = {Quoted.of(citation).span for citation in own}
    text = (article_id, content_hash)
    return sorted({one.span for one in quoted if (one.article_id, one.content_hash) == text} - cited)[:MOST]
