"""A conversation as a file: Markdown with footnotes to read, JSON with quotes, offsets and hashes to check again."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from qa.abstain import UNSURE
from qa.records import MARK, WORDS_ALONE
from web.history.store import Exchange

FORMAT = 1
HASH_CHARS = 16  # of a text's hash in Markdown, enough to tell two texts apart; the JSON has all of it
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+|~!&$])|^([-=]|\d+\.)", re.MULTILINE)
_MARK = re.compile(rf"\s*{MARK.pattern}")


def conversation_json(title: str, exchanges: Sequence[Exchange]) -> dict[str, Any]:
    """Every answer as `ask --json` gives it, each quote with its sha256: what `article-qa verify` takes."""
    return {
        "format": FORMAT,
        "title": title,
        "answers": [_answer_json(exchange) for exchange in exchanges if exchange.reply_text],
    }


def _answer_json(exchange: Exchange) -> dict[str, Any]:
    reply = exchange.reply or {}
    citations = [{**c, "quote_sha256": sha256(c["quote"].encode()).hexdigest()} for c in reply["citations"]]
    return {**reply, "asked_at": _moment(exchange.asked), "citations": citations}


def conversation_markdown(title: str, exchanges: Sequence[Exchange]) -> str:
    """Questions as headings, answers with footnotes that hold quote, title, date, address, place and hash."""
    parts = [f"# {plain(title)}", *(_exchange_markdown(exchange) for exchange in exchanges)]
    return "\n\n".join(parts) + "\n"


def _exchange_markdown(exchange: Exchange) -> str:
    reply, number = exchange.reply, exchange.number
    heading = f"## {plain(' '.join(exchange.question.split()))}"
    if not reply:
        return f"{heading}\n\n*No answer is kept.*"
    said = plain(reply["text"]) if not reply["answered"] else _with_notes(reply["text"], number)
    ahead = [plain(reply["lead"])] if reply.get("lead") else []
    ahead += [f"*{UNSURE}*"] if reply.get("unsure") else []
    notes = [_note(citation, number) for citation in reply["citations"]]
    hurried = ", without the reader, to be quicker" if reply.get("hurried") else ""
    by_words = f", {WORDS_ALONE}" if reply.get("words_alone") else ""
    receipt = f"*{_moment(exchange.asked)}, index {plain(reply['generation'])}{hurried}{by_words}*"
    return "\n\n".join([heading, *ahead, said, receipt, *notes])


def _with_notes(text: str, number: int) -> str:
    pieces = _MARK.split(text)
    marks = [f"[^{number}-{mark}]" for mark in pieces[1::2]]
    return plain(pieces[0]) + "".join(mark + plain(words) for mark, words in zip(marks, pieces[2::2], strict=True))


def _note(citation: Mapping[str, Any], number: int) -> str:
    facts = [plain(citation["title"])]
    facts += [plain(citation[field]) for field in ("author", "source") if citation.get(field)]
    facts.append(citation["published"] or "date unknown")
    facts += [f"<{citation['url']}>"] if re.fullmatch(r"https?://[^\s<>]+", citation["url"] or "") else []
    text = f" of the text {citation['content_hash'][:HASH_CHARS]}" if citation.get("content_hash") else ""
    facts.append(f"article {plain(citation['article_id'])}, characters {citation['start']}–{citation['end']}{text}")
    quote = plain(" ".join(citation["quote"].split()))
    return f"[^{number}-{citation['number']}]: “{quote}” {'. '.join(facts)}."


def plain(text: str) -> str:
    r"""Text that a Markdown reader shows as it is.

    >>> plain("*5* <b> [1]")
    '\\*5\\* \\<b\\> \\[1\\]'
    """
    flush = re.sub(r"^[ \t]+", "", text, flags=re.MULTILINE)  # four spaces would make code of it
    return _ACTIVE.sub(lambda m: "\\" + m[0] if len(m[0]) == 1 else f"{m[0][:-1]}\\.", flush)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
