"""What stands beside cited sentences: their copies, their corrections, and figures that disagree."""

from index.records import Passage
from qa.records import Answer, Citation, CopyOf, Disagreement, Figure
from qa.render import day, escape, permalink


def disagreements_html(answer: Answer) -> str:
    """Figures of sources that disagree, side by side, each with its day and its citation's number."""
    return "".join(_disagreement(one) for one in answer.disagreements)


def _disagreement(disagreement: Disagreement) -> str:
    figures = "".join(_figure(one) for one in disagreement.figures)
    return f'<div class="disagreement"><p>Sources disagree</p><ul>{figures}</ul></div>'


def _figure(one: Figure) -> str:
    return f"<li><b>{escape(one.text)}</b> {day(one.published)} {escape(f'[{one.number}]')}</li>"


def beside_html(citation: Citation) -> str:
    """The copies, the correction and the earlier version of a cited sentence; nothing where there are none."""
    return _copies(citation) + _correction(citation) + _earlier(citation.earlier_version)


def _copies(citation: Citation) -> str:
    if not citation.copies:
        return ""
    listed = "".join(
        f'<li><a href="{escape(permalink(copy.article_id))}" target="_blank" rel="noopener">{escape(copy.title)}</a> '
        f"{day(copy.published)} <bdi>{escape(copy.source or '')}</bdi></li>"
        for copy in citation.copies
    )
    more = f"+{len(citation.copies)} {'copy' if len(citation.copies) == 1 else 'copies'}"
    return f'<details class="copies"><summary>{more}</summary><ul>{listed}</ul></details>'


def _earlier(version: CopyOf | None) -> str:
    if version is None:
        return ""
    link = escape(permalink(version.article_id))
    return (
        f'<p class="earlier">An earlier version: <a href="{link}" target="_blank" rel="noopener">'
        f"{escape(version.title)}</a> {day(version.published)}</p>"
    )


def _correction(citation: Citation) -> str:
    """The words that correct a cited article, with a link to where they stand, and their day where another article has them."""
    correction = citation.correction
    if correction is None:
        return ""
    elsewhere = correction.article_id != citation.article_id
    there = Passage(correction.article_id, correction.start, correction.end, correction.quote)
    return (
        f'<p class="correction" dir="auto"><b>Corrected</b> {day(correction.published) if elsewhere else ""} '
        f'<a href="{escape(permalink(correction.article_id, passage=there))}" target="_blank" rel="noopener">'
        f"{escape(correction.quote)}</a></p>"
    )
