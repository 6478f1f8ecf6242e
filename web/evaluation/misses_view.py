"""The questions that a run missed: why, what was wanted, and what was found instead with the scores that put it there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from qa.render import count, escape, permalink
from web.evaluation.runs import Found, Run

MISSES_SHOWN = 50
HITS_SHOWN = 5
TEXT_CHARS = 160


def missed(run: Run, why: str) -> list[Mapping[str, Any]]:
    """The misses of one reason, or of any, the gravest first: those with the most reasons, then as they were asked."""
    chosen = [miss for miss in run.misses if not why or why in miss["reasons"]]
    return sorted(chosen, key=lambda miss: -len(miss["reasons"]))


def misses_html(run: Run, chosen: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Found]], why: str) -> str:
    """`found` is by question id."""
    shown = "".join(_miss(miss, found.get(miss["id"], ())) for miss in chosen[:MISSES_SHOWN])
    more = len(chosen) - MISSES_SHOWN
    rest = f"<p>And {count(more, 'question')} more, which are in the report.</p>" if more > 0 else ""
    return f'<h2 id="missed">Missed: {len(run.misses):,}</h2>{_reasons(run, why)}{shown}{rest}'


def _reasons(run: Run, why: str) -> str:
    """Each reason with how often it occurs, as links that choose it."""
    found = Counter(reason for miss in run.misses for reason in miss["reasons"])
    parts = [("", "all", len(run.misses)), *((reason, reason, n) for reason, n in found.most_common())]
    links = "".join(
        f'<li><a href="{escape("/evaluation?" + urlencode({"run": run.name, "why": reason}))}#missed"'
        f"{' aria-current=true' if reason == why else ''}>{escape(words)} ({n:,})</a></li>"
        for reason, words, n in parts
    )
    return f'<ul class="reasons">{links}</ul>' if found else ""


def turned_html(run: Run, other: Run) -> str:
    """The questions that one of two runs missed and the other did not."""
    now, before = ({miss["id"]: miss for miss in one.misses} for one in (run, other))
    lists = [
        ("Missed since", [miss for id, miss in now.items() if id not in before]),
        ("Missed no longer", [miss for id, miss in before.items() if id not in now]),
    ]
    return "".join(
        f"<details><summary>{words}: {len(turned):,}</summary><ul>"
        + "".join(f'<li dir="auto">{escape(miss["question"])}</li>' for miss in turned)
        + "</ul></details>"
        for words, turned in lists
    )


def _miss(miss: Mapping[str, Any], found: Sequence[Found]) -> str:
    head = "".join(f'<th scope="col">{stage}</th>' for stage, _ in (found[0].scores if found else ()))
    rows = "".join(_row(one, one.passage.article_id in miss["article_ids"]) for one in found[:HITS_SHOWN])
    table = (
        f'<table class="found"><thead><tr><th scope="col">Found</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
        if rows
        else ""
    )
    wanted = ", ".join(f'<a href="{escape(permalink(id))}">{escape(id)}</a>' for id in miss["article_ids"])
    return (
        f'<details class="miss"><summary dir="auto">{escape(miss["question"])}'
        f'<span class="about">{escape("; ".join(miss["reasons"]))}</span></summary>'
        f"<p>Expected: {wanted or 'no answer, for no article has one'}</p>{table}</details>"
    )


def _row(found: Found, right: bool) -> str:
    figures = "".join(f'<td class="figure" data-stage="{stage}">{score:.3f}</td>' for stage, score in found.scores)
    passage, text = found.passage, found.passage.text
    cut = text if len(text) <= TEXT_CHARS else text[:TEXT_CHARS].rpartition(" ")[0] + " …"
    expected = '<span class="expected">expected</span> ' if right else ""
    return (
        f'<tr{" class=right" if right else ""}><td dir="auto">{expected}'
        f'<a href="{escape(permalink(passage.article_id, passage=passage if text else None))}">{escape(found.title)}</a>'
        f'<span class="about">{escape(cut)}</span></td>{figures}</tr>'
    )
