"""What has changed in an article since it was cited, as HTML."""

from datetime import datetime

from index.library import Edition
from index.records import Article
from qa.provenance.differences import Changed, Fate, Piece, field_changes, text_changes
from qa.render import day, escape, permalink

_FIELDS = {
    "title": "Headline",
    "published": "Published",
    "modified": "Updated",
    "author": "Author",
    "source": "Source",
    "url": "Address",
}


def replaced_notice(edition: Edition) -> str:
    """Above a text that its article has no longer: since when, and where to go from here."""
    when = f" on {day(datetime.fromisoformat(edition.until).date())}" if edition.until else ""
    return (
        f'<p class="stale" role="status">You see this article as it was when it was cited. Its text has since changed: '
        f'another was found{when}. <a href="#changes">What has changed</a> · '
        f'<a href="{escape(permalink(edition.current.id))}">The article as it is now</a></p>'
    )


def changes_section(before: Article, after: Article) -> str:
    """The differences, below the text: what is gone struck out, what is new underlined."""
    fields = "".join(_field(changed) for changed in field_changes(before, after))
    places = text_changes(before, after)
    if places is None:
        said = "<p>The two texts are too long to be compared here.</p>"
    elif not places:
        said = "<p>The sentences are the same.</p>"
    else:
        said = f"<ol>{''.join(_place(place) for place in places)}</ol>"
    listed = f"<ul>{fields}</ul>" if fields else ""
    return f'<section class="changes" id="changes"><h2>What has changed since</h2>{listed}{said}</section>'


def _field(changed: Changed) -> str:
    pieces = [(Fate.GONE, changed.before), (Fate.NEW, changed.after)]
    said = " ".join(_piece((fate, text)) for fate, text in pieces if text)
    return f'<li dir="auto">{_FIELDS[changed.name]}: {said}</li>'


def _place(place: list[Piece]) -> str:
    return f'<li dir="auto">{"".join(_piece(piece) for piece in place)}</li>'


def _piece(piece: Piece) -> str:
    fate, text = piece
    if fate is Fate.GONE:
        return f'<del><span class="unseen">gone: </span>{escape(text)}</del>'
    if fate is Fate.NEW:
        return f'<ins><span class="unseen">new: </span>{escape(text)}</ins>'
    return escape(text)
