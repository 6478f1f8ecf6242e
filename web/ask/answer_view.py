"""One exchange as it stands in the conversation: the question, how it was read, what is said, and the receipt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.records import Filters, Hit
from qa.abstain import UNSURE, is_unsure
from qa.examples import further_questions
from qa.inferring import inferred_note
from qa.provenance.recency import day_text, evidence_note
from qa.question.naming import unmentioned_note
from qa.records import MARK, WORDS_ALONE, Answer, Citation, Reply
from qa.relaxing import declined_notes
from qa.render import count, day, escape, permalink
from web.ask.evidence_view import disagreements_html
from web.ask.quoted import Quoted, quoted_beside, quoted_up_to
from web.ask.sources_view import home_of

HURRIED = "answered without the reader, to be quicker; ask again for an answer with it"
_UNUSED = "a part of the index could not be used"
_ASK_ANEW = (
    '<button type="button" class="act retry">Ask again</button>',
    '<button type="button" class="act edit">Edit question</button>',
)
_MARK = re.compile(rf"\s*{MARK.pattern}")


class Status(Protocol):
    """What is being searched, as `qa.answerer.Status` says it."""

    @property
    def name(self) -> str: ...
    @property
    def articles(self) -> int: ...
    @property
    def newest(self) -> date | None: ...
    @property
    def ahead(self) -> int: ...  # files of the folder that are not searched as they are
    @property
    def problem(self) -> str | None: ...  # why a newer generation, or what calibrate has learnt, is not used
    @property
    def declining(self) -> str: ...  # where the decision is from whether a question is answered


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer is kept: its own link, its number in the conversation."""

    exchange: str
    number: int
    earlier: tuple[Quoted, ...] = ()  # what the answers before it quote


def question_html(question: str, turn: int) -> str:
    return f'<div class="question" id="q{turn}" dir="auto">{escape(question)}</div>'


def pending_html() -> str:
    return _pending("Searching your articles")


def found_html(hits: Sequence[Hit]) -> str:
    """In the place of the answer while it is made: how much was found. The passages are in the panel."""
    articles = len({hit.article.id for hit in hits})
    return _pending(f"Found {count(len(hits), 'passage')} in {count(articles, 'article')}; reading the best of them")


def _pending(doing: str) -> str:
    stop = '<button type="button" class="act stop">Stop</button>'
    return f'<div class="pending" role="status"><span class="doing">{doing}</span> {stop}</div>'


def notice_html(sentence: str) -> str:
    """Something that went wrong, in one sentence."""
    return f'<div class="notice">{escape(sentence)}</div>'


def unanswered_html(sentence: str, filters: Filters | None = None) -> str:
    """Why a question has no answer, in its place. `filters` are those that a person chose: asking again keeps them."""
    given = "notice" if filters is None else "notice given"
    chips = _understood_html(_filter_chips(filters)) if filters else ""
    return f'<div class="{given}">{chips}{escape(sentence)}<p class="acts">{" ".join(_ASK_ANEW)}</p></div>'


def answer_html(reply: Reply, status: Status, place: Place) -> str:
    """The answer: how the question was read, what is said, how old that is, the receipt, and what can be done next."""
    answer, turn = reply.answer, place.number
    # The page's script reads them off the classes: Gradio lets no data attribute through. "given": a person chose the
    # filters, and asking again keeps them.
    marks = ["answer", *_verdict_marks(reply), *(["given"] if reply.inferred is None else [])]
    said = _said(answer, place) if answer.answered else f'<p dir="auto">{escape(answer.text)}</p>'
    return (
        f'<div class="{" ".join(marks)}" id="a{turn}">'
        f"{_understood(reply)}{_verdict(reply)}"
        f'{_lead(answer)}<div class="said">{said}</div>'
        f"{_searched(reply)}{disagreements_html(answer)}{_notes(reply)}"
        f"{_receipt(reply, status, turn)}{_actions(answer, place.exchange)}{_further(reply)}</div>"
    )


def _verdict_marks(reply: Reply) -> list[str]:
    return ["declined"] if reply.declined else ["unsure"] if is_unsure(reply.answer) else []


def _verdict(reply: Reply) -> str:
    """What is said ahead of an answer that is none, or may be none."""
    said = "Not answered by your articles" if reply.declined else UNSURE if is_unsure(reply.answer) else ""
    return f'<p class="verdict">{said}</p>' if said else ""


def _searched(reply: Reply) -> str:
    """For a declined question: what was searched, and which filter stands in the way of an answer."""
    return "".join(f'<p class="searched" dir="auto">{escape(note)}</p>' for note in declined_notes(reply))


def _lead(answer: Answer) -> str:
    return f'<p class="lead">{escape(answer.lead)}</p>' if answer.lead else ""


def _notes(reply: Reply) -> str:
    """What the cited articles do not mention, and how old they are."""
    answer = reply.answer
    notes = (unmentioned_note(answer.unmentioned), evidence_note(answer.citations, reply.asked_on))
    return "".join(f'<p class="evidence-age" dir="auto">{escape(note)}</p>' for note in notes if note)


def _said(answer: Answer, place: Place) -> str:
    """The answer's text, a paragraph for what follows one another in an article: sentences of several are no running text.

    "[n]" becomes a link to the cited sentence and goes with the word before it at line ends. Short answers are set off, unless
    the answer is doubted. In a list of articles each is named above its sentence.
    """
    by_number = {c.number: c for c in answer.citations}
    quoted = quoted_up_to(answer, place.earlier)
    *pieces, rest = _MARK.split(answer.text)
    listed = bool(answer.lead) and len(answer.citations) > 1
    paragraphs: list[str] = []
    last = ""
    for text, number in zip(pieces[::2], pieces[1::2], strict=True):
        citation = by_number[int(number)]
        shown = escape(text) if is_unsure(answer) else _emphasised(text, citation)
        marked = shown + _chip(citation, home_of(citation, answer.consulted), place.number, quoted)
        if citation.article_id == last:
            paragraphs[-1] += marked
        else:
            paragraphs.append((_item(citation) if listed else "") + marked.lstrip())
        last = citation.article_id
    paragraphs += [escape(rest)] if rest.strip() else []
    return " ".join(f'<p dir="auto">{paragraph}</p>' for paragraph in paragraphs)


def _emphasised(text: str, citation: Citation) -> str:
    """A quote, and what joins it to the one before, with the short answer in it set off."""
    if citation.short is None:
        return escape(text)
    begin = len(text) - len(text.lstrip()) - citation.start
    start, end = (begin + place for place in citation.short)
    if text[start:end] != citation.short_text:
        return escape(text)  # brackets in it were changed, so as not to read as a mark
    return f"{escape(text[:start])}<strong>{escape(text[start:end])}</strong>{escape(text[end:])}"


def _item(citation: Citation) -> str:
    return f'<span class="item" dir="auto">{escape(citation.title)}, {day_text(citation.published)}</span> '


def _chip(citation: Citation, home: Hit | None, turn: int, quoted: Sequence[Quoted]) -> str:
    passage = home.passage if home else None
    beside = quoted_beside(citation.article_id, citation.content_hash, quoted, [citation])
    href = permalink(citation.article_id, [citation], passage, beside=beside)
    title = ", ".join(
        filter(None, (escape(citation.title), escape(citation.source or ""), day_text(citation.published)))
    )
    return (
        f'&#160;<a class="chip" id="a{turn}-{citation.number}" href="{escape(href)}" title="{title}" target="_blank"'
        f' rel="noopener">{escape(f"[{citation.number}]")}<span class="unseen"> source</span></a>'
    )


def _understood(reply: Reply) -> str:
    """How the question was read, where that is more than what was asked. Each part is a button that changes it."""
    parts = _filter_chips(reply.filters)
    if reply.resolved_question.strip() != reply.question.strip():
        read = f"Read as: <q>{escape(reply.resolved_question)}</q>"
        parts.insert(0, f'<button type="button" class="reading" title="Change the question">{read}</button>')
    if note := inferred_note(reply.inferred):
        parts.append(f'<span class="inferred">{escape(note)}</span>')
    if reply.filters.article_ids is not None:
        parts.append(f"Only {count(len(reply.filters.article_ids), 'chosen article')}.")
    return _understood_html(parts)


def _understood_html(parts: Sequence[str]) -> str:
    return f'<p class="understood" dir="auto">{" ".join(parts)}</p>' if parts else ""


def _filter_chips(filters: Filters) -> list[str]:
    return [_filter_chip(kind, text, value) for kind, text, value in filter_parts(filters)]


def _filter_chip(kind: str, text: str, value: str) -> str:
    words = f'{escape(text)} <span class="value">{escape(value)}</span>'
    return (
        f'<span class="filter"><button type="button" class="change {kind}" title="Change what is searched">{words}</button>'
        f'<button type="button" class="drop {kind}"><span class="unseen">Remove: {escape(f"{text} {value}")}</span></button>'
        "</span>"
    )


def filter_parts(filters: Filters) -> list[tuple[str, str, str]]:
    """The filters as (kind, words, value), one each."""
    parts = [
        ("after", "from", filters.after.isoformat() if filters.after else ""),
        ("before", "until", filters.before.isoformat() if filters.before else ""),
        ("source", "source:", filters.source or ""),
        ("author", "author:", filters.author or ""),
    ]
    return [part for part in parts if part[2]]


def _receipt(reply: Reply, status: Status, turn: int) -> str:
    """What the answer rests on: its sources, the generation asked with its size and newest article, the time taken."""
    answer = reply.answer
    shown = count(len(answer.citations), "cited sentence") if answer.answered else "Nearest passages"
    facts = [f'<a class="show" href="#t{turn}">{shown}</a>'] if answer.citations or answer.consulted else []
    if status.name == reply.generation:
        facts.append(searched_html(status))
    if reply.words_alone:
        facts.append(f'<span class="problem">{WORDS_ALONE}</span>')
    if reply.hurried:
        facts.append(f'<span class="hurried">{HURRIED}</span>')
    facts += [_duration(reply.took_ms), f"index <code>{escape(reply.generation)}</code>"]
    if status.name != reply.generation:
        facts.append("the index has been updated since")
    return f'<p class="receipt">{" · ".join(facts)}</p>'


def _actions(answer: Answer, exchange: str) -> str:
    acts = ['<button type="button" class="act copy">Copy with sources</button>'] if answer.answered else []
    acts += [
        *_ASK_ANEW,
        '<button type="button" class="act narrow">Narrow down</button>',
        '<button type="button" class="act wrong">This is wrong</button>',
        f'<a class="act link" href="/answer/{escape(exchange)}" target="_blank" rel="noopener">Link</a>',
    ]
    return f'<p class="acts">{" ".join(acts)}</p>'


def _further(reply: Reply) -> str:
    buttons = (
        f'<button type="button" class="further" dir="auto">{escape(q)}</button>' for q in further_questions(reply)
    )
    asks = [f"<li>{button}</li>" for button in buttons]
    return f'<ul class="furthers" aria-label="Questions to go on with">{"".join(asks)}</ul>' if asks else ""


def searched_html(status: Status) -> str:
    """What is being searched, in a few words."""
    newest = f", newest {day(status.newest)}" if status.newest else ""
    problem = f' · <span class="problem" title="{escape(status.problem)}">{_UNUSED}</span>' if status.problem else ""
    return f"{count(status.articles, 'article')}{newest}{problem}{_ahead(status.ahead)}"


def _ahead(files: int) -> str:
    if not files:
        return ""
    has = "has" if files == 1 else "have"
    return f' · <span class="ahead">not up to date: {count(files, "file")} of the folder {has} changed since</span>'


def _duration(took_ms: float) -> str:
    return f"{took_ms / 1000:.1f} s" if took_ms >= 1000 else f"{max(took_ms, 1):.0f} ms"


def conversation_messages(said: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """(question, answer) pairs, in HTML, as a chat component takes them; empty ones are left out."""
    pairs = [pair for question, answer in said for pair in (("user", question), ("assistant", answer))]
    return [{"role": role, "content": html} for role, html in pairs if html]
