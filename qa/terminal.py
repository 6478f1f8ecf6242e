"""Records to text for a terminal. What comes from an article, a file name or a user loses its control characters here."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from index.records import Article, Hit
from qa.abstain import UNSURE, is_unsure
from qa.inferring import inferred_note
from qa.provenance.recency import evidence_note
from qa.question.naming import unmentioned_note
from qa.records import WORDS_ALONE, Answer, Citation, Reply
from qa.relaxing import declined_notes
from qa.verify import FINDINGS, Verdict

if TYPE_CHECKING:
    from index.doctor import Checkup
    from index.sync import SyncReport  # imports the readers of every format
    from qa.learnt import InForce

_SHOWN_FILES = 20  # of those that a sync renamed or deleted
_SHOWN_LINES = 10  # of each sort of what it says of files; the rest is counted


def plain(text: str) -> str:
    """`text` without anything that a terminal would act on: control and format characters, lone surrogates."""
    return "".join(c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " " for c in text)


def show(*views: RenderableType) -> None:
    """Print to standard output."""
    console = Console(highlight=False, soft_wrap=False)
    for view in views:
        console.print(view)


def reply_view(reply: Reply) -> RenderableType:
    answer = reply.answer
    said = Text(plain(answer.text), style="bold" if answer.answered else "yellow")
    unsure = [Text(UNSURE, style="yellow")] if is_unsure(answer) else []
    short = [] if unsure else _short(answer)
    parts: list[RenderableType] = [*_lead(answer), *unsure, *short, said, *_disagreements(answer), Text()]
    if answer.answered:
        parts += [_source(citation) for citation in answer.citations]
    else:
        parts += [Text(plain(note)) for note in declined_notes(reply)]
        parts.append(Text("Nearest passages (not an answer)", style="dim"))
        parts += [hit_view(hit) for hit in answer.consulted[:3]]
    notes = (
        unmentioned_note(answer.unmentioned),
        evidence_note(answer.citations, reply.asked_on),
        inferred_note(reply.inferred),
    )
    parts += [Text(plain(note), style="dim") for note in notes if note]
    how = [f"generation {reply.generation}", f"{reply.took_ms:.0f} ms", *([WORDS_ALONE] if reply.words_alone else [])]
    parts.append(Text(" · ".join(how), style="dim"))
    return Group(*parts)


def hit_view(hit: Hit) -> RenderableType:
    head = Text.assemble((f"{hit.rank}. ", "bold"), (plain(hit.article.title), "bold"), (_about(hit.article), "dim"))
    return Group(head, Padding(Text(plain(hit.passage.text)), (0, 0, 1, 3)))


def sync_view(report: "SyncReport", *, dry_run: bool) -> RenderableType:
    changes = report.changes
    counts = (
        f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.renamed)} renamed, "
        f"{len(changes.deleted)} deleted, {changes.unchanged} unchanged"
    )
    head = (
        f"would become: {counts}"
        if dry_run
        else f"{counts} · {_counted(report.articles, 'article')} in generation {report.generation}"
    )
    effort = "" if dry_run else f" · {_counted(report.embedded, 'passage')} embedded · {report.took_s:.1f} s"
    lines = [Text(plain(note), style="yellow") for note in report.notes]
    lines += [Text(f"renamed {plain(old)} -> {plain(new)}", style="dim") for old, new in changes.renamed[:_SHOWN_FILES]]
    lines += [Text(f"deleted {plain(i)}", style="dim") for i in changes.deleted[:_SHOWN_FILES]]
    return Group(*lines, *_file_lines(report), Text(head + effort))


def checkup_view(found: "Checkup", runtime: str, decided: "InForce") -> RenderableType:
    counts = found.counts
    sound = Text(
        f"generation {found.generation} is sound: {_counted(counts.articles, 'article')}, "
        f"{_counted(counts.versions, 'earlier text')}, model {plain(found.model)} ({runtime}), "
        f"{_counted(counts.passages, 'passage')}, {found.nearness}"
    )
    problem = [Text(plain(decided.problem), style="yellow")] if decided.problem else []
    return Group(sound, Text(plain(decided.about), style="dim"), *problem)


_STYLES = {"exact": "green", "stands": "green", "earlier": "yellow", "unkept": "yellow"}


def verdict_view(verdict: Verdict) -> RenderableType:
    moved = f" (now {plain(verdict.now)})" if verdict.now and verdict.now != verdict.article_id else ""
    said = FINDINGS[verdict.finding] + (f" (until {verdict.until[:10]})" if verdict.until else "")
    style = _STYLES.get(verdict.finding, "red")
    return Text.assemble((f"[{verdict.number}] ", "bold"), f"{plain(verdict.article_id)}{moved}: ", (said, style))


def _file_lines(report: "SyncReport") -> Iterator[Text]:
    """Of each sort so many, that none hides another: what was left out, what is there twice, what is in doubt."""
    problems = [f"{f.path}: {p}" for f in report.files for p in f.problems]
    warnings = [f"{f.path}: {w}" for f in report.files for w in f.warnings]
    copies = [_copy(*pair) for pair in report.repeated]
    for said, style in ((problems, "red"), (copies, "yellow"), (warnings, "yellow")):
        yield from (Text(plain(line), style=style) for line in said[:_SHOWN_LINES])
        if (more := len(said) - _SHOWN_LINES) > 0:
            yield Text(f"and {more} more such; all of them with --json", style="dim")


def _copy(article: str, other: str) -> str:
    return f"{article}: the same text as {other}, or nearly: both may answer one question"


def _lead(answer: Answer) -> list[Text]:
    return [Text(plain(answer.lead), style="dim")] if answer.lead else []


def _short(answer: Answer) -> list[Text]:
    """The short answer of the first citation, where one could be read off."""
    return [Text(plain(first.short_text), style="bold green") for first in answer.citations[:1] if first.short]


def _disagreements(answer: Answer) -> list[Text]:
    return [
        Text(
            "Sources disagree: "
            + "; ".join(f"{plain(one.text)} ({_day(one.published)}) [{one.number}]" for one in disagreement.figures),
            style="yellow",
        )
        for disagreement in answer.disagreements
    ]


def _day(published: date | None) -> str:
    return published.isoformat() if published else "undated"


def _source(citation: Citation) -> RenderableType:
    copies = ", ".join(f"{plain(copy.source or copy.article_id)} ({_day(copy.published)})" for copy in citation.copies)
    notes = [f"+{_count(len(citation.copies))}: {copies}"] if copies else []
    if older := citation.earlier_version:
        notes.append(f"An earlier version: {plain(older.title)} ({_day(older.published)})")
    if citation.correction:
        elsewhere = citation.correction.article_id != citation.article_id
        since = f", {_day(citation.correction.published)}" if elsewhere else ""
        notes.append(f"Corrected{since}: {plain(citation.correction.quote)}")
    head = _head(citation)
    return Group(head, *(Padding(Text(note, style="yellow"), (0, 0, 0, 4)) for note in notes))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _count(copies: int) -> str:
    return f"{copies} {'copy' if copies == 1 else 'copies'}"


def _head(citation: Citation) -> Text:
    told = filter(None, (citation.source, citation.published.isoformat() if citation.published else None))
    day = "".join(f", {plain(one)}" for one in told)
    where = f"  {plain(citation.article_id)} {citation.start}-{citation.end}"
    return Text.assemble((f"[{citation.number}] ", "bold"), plain(citation.title), (day, "dim"), (where, "dim"))


def _about(article: Article) -> str:
    known: Iterable[str | None] = (
        article.published.isoformat() if article.published else None,
        article.source,
        article.id,
    )
    return "".join(f" · {plain(part)}" for part in known if part)
