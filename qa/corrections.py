"""What becomes of the sentences of an article that has been corrected: the correcting article's evidence goes first."""

from collections.abc import Sequence

from index.notes import speaks_of_another
from index.records import Correction, Hit
from qa.quotes import Quote


def correction_of(hit: Hit) -> Correction | None:
    """What corrects the hit's article: the latest note of another article, or else its own first one on itself."""
    return next((note for note in hit.corrections if not _is_of_another(note, hit)), None)


def _is_of_another(note: Correction, hit: Hit) -> bool:
    return note.article_id == hit.article.id and speaks_of_another(note, hit.article)


def note_around(quote: Quote) -> Correction | None:
    """The note of its own article that the quoted sentence belongs to."""
    own = (note for note in quote.hit.corrections if note.article_id == quote.hit.article.id)
    return next((note for note in own if note.start <= quote.sentence.start < note.end), None)


def correcting_first(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes, those of an article that another one corrects behind the last one of the correcting article."""
    ordered = list(quotes)
    for quote in quotes:
        note = correction_of(quote.hit)
        if note and note.article_id != quote.hit.article.id:
            last = max((i for i, other in enumerate(ordered) if other.hit.article.id == note.article_id), default=-1)
            if last > ordered.index(quote):
                ordered.remove(quote)
                ordered.insert(last, quote)
    return ordered
