"""Names as their capitals show them, in questions and in articles."""

import re

CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"  # a word: "Lee", "J"
LONG_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"  # likewise, but no initial
OF_PERSONS = "of|de|van|von|al|bin"  # small words inside the names of persons
INSIDE_NAMES = f"{OF_PERSONS}|the|da|del|di"
# "Ann Lee", "Bank of Norway", "Laurel and Hardy"; a word that only opens its sentence too
CAPITALISED_NAME = re.compile(rf"{CAPITALISED}(?: (?:(?:{INSIDE_NAMES}|du|la|le|and) )?{CAPITALISED})*")
WORD = re.compile(r"[\w’'-]+")


def without_possessive(name: str) -> str:
    """
    >>> without_possessive("Ann Lee's"), without_possessive("Workers’")
    ('Ann Lee', 'Workers')
    """
    return re.sub(r"['’]s?$", "", name)


def plain(word: str) -> str:
    """A word in small letters, without what makes it a possessive."""
    return without_possessive(word).casefold()


def words_in(text: str) -> list[str]:
    """The words as they are written, apostrophes and hyphens included.

    >>> words_in("Is it Ann-Marie's?")
    ['Is', 'it', "Ann-Marie's"]
    """
    return WORD.findall(text)
