"""The names in a byline."""

import re

_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


def names_in(author: str | None) -> tuple[str, ...]:
    """Each name of a byline once, as it is written there.

    >>> names_in("Ada Lind and Bo Ek")
    ('Ada Lind', 'Bo Ek')
    """
    return tuple(dict.fromkeys(filter(None, _BETWEEN_NAMES.split((author or "").strip()))))


def bylines(author: str | None) -> frozenset[str]:
    """A byline in lower case, whole and by each of its names.

    >>> sorted(bylines("Ada Lind and Bo Ek"))
    ['ada lind', 'ada lind and bo ek', 'bo ek']
    """
    return frozenset(name.casefold() for name in (author, *names_in(author)) if name)
