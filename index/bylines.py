"""The names in a byline."""

import re

_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


def bylines(author: str | None) -> frozenset[str]:
    """A byline in lower case, whole and by each of its names.

    >>> sorted(bylines("Ada Lind and Bo Ek"))
    ['ada lind', 'ada lind and bo ek', 'bo ek']
    """
    whole = (author or "").casefold()
    return frozenset({whole, *_BETWEEN_NAMES.split(whole)} - {""})
