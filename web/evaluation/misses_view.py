"""The questions that a run missed: why, what was wanted, and what was found instead with the scores that put it there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from index.records import Passage
from qa.render import count, escape, permalink
from web.evaluation.runs import STAGES, Run

MISSES_SHOWN = 50
HITS_SHOWN = 5
TEXT_CHARS = 160

Hits = Mapping[str, Sequence[Mapping[str, Any]]]  # of questions, by id


def missed(run: Run, why: str) -> list[Mapping[str, Any]]:
    """The misses of one reason, or of any, the gravest first: those with the most reasons, then as they were asked."""
    chosen = [miss for miss in run.misses if not why or why in miss["reasons"]]
    return sorted(chosen, key=lambda miss: -len(miss["reasons"]))


def misses_html(run: Run, chosen: Sequence[Mapping[str, Any]], hits: Hits, why: str) -> str:
    shown = "".join(_miss(miss, hits.get(miss["id"], ())) for miss in chosen[:MISSES_SHOWN])
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


def _miss(miss: Mapping[str, Any], hits: Sequence[Mapping[str, Any]]) -> str:
    stages = [stage for stage in STAGES if hits and stage in hits[0]]
    head = "".join(f'<th scope="col">{stage}</th>' for stage in stages)
    rows = "".join(_hit(hit, stages, miss["article_ids"]) for hit in hits[:HITS_SHOWN])
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


def _hit(hit: Mapping[str, Any], stages: Sequence[str], wanted: Sequence[str]) -> str:
    figures = "".join(f'<td class="figure" data-stage="{stage}">{float(hit[stage]):.3f}</td>' for stage in stages)
    right = hit["article_id"] in wanted
    text = str(hit.get("text", ""))
    passage = Passage(hit["article_id"], hit.get("start", 0), hit.get("end", 0), text)
    cut = text if len(text) <= TEXT_CHARS else text[:TEXT_CHARS].rpartition(" ")[0] + " …"
    expected = '<span class="expected">expected</span> ' if right else ""
    return (
        f'<tr{" class=right" if right else ""}><td dir="auto">{expected}'
        f'<a href="{escape(permalink(hit["article_id"], passage=passage if text else None))}">{escape(hit["title"])}</a>'
        f'<span class="about">{escape(cut)}</span></td>{figures}</tr>'
    )
