"""A later article that gives a figure anew, and says so: "44 million failed, not 31 million as first thought"."""

from collections.abc import Sequence
from datetime import date

from index.lexical import query_terms, terms
from index.records import Hit
from qa.english.contrasts import asks_of_then, replaced_in
from qa.english.figures import figure_of
from qa.english.kinds import Kind, asked_kind
from qa.english.quantities import Quantity, quantities
from qa.quotes import Quote, put_first, stating


def superseding_first(question: str, quotes: Sequence[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """The quotes; before a first one with the number that is asked for, what a later article says instead of it.

    Not where it is asked of then. Of several such sentences the latest goes first, and of one day that which says most of what
    is asked.
    """
    if not quotes or asked_kind(question) is not Kind.NUMBER or asks_of_then(question):
        return list(quotes)
    told = _told(question, quotes[0].sentence.text)
    asked = set(query_terms(question))
    anew = [
        one
        for one in stating(hit for hit in hits if (hit.article.published or date.min) > quotes[0].day)
        if any(_is_one(old, figure) for old in replaced_in(one.sentence.text) for figure in told)
        and not asked.isdisjoint(terms(one.sentence.text))
    ]
    latest = max(anew, key=lambda one: (one.day, len(asked.intersection(terms(one.sentence.text)))), default=None)
    return put_first(latest, quotes)


def _told(question: str, sentence: str) -> list[Quantity]:
    """The number that can be meant, or all, where there is a choice."""
    only = figure_of(question, sentence)
    return [only] if isinstance(only, Quantity) else quantities(sentence)


def _is_one(old: Quantity, figure: Quantity) -> bool:
    """Whether they are the same, the old one perhaps without its unit: "from 350"."""
    return old.value == figure.value and (old.unit == figure.unit or "" in (old.unit, figure.unit))
