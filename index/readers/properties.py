"""What a file's properties say of its article, and what programs write there by themselves."""

import re

_NO_TITLE = re.compile(
    r".*\.(?:docx?|odt|pdf|indd|qxd|pmd|html?|tmp|txt|rtf)|untitled.*|do[ck]ument ?\d*|word document"
    r"|microsoft word - .*|(?:https?|file|about):.*|\W*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:(?:windows|microsoft office|office|ms|default) )?user ?\d*|admin(?:istrator)? ?\d*|owner|author|unknown"
    r"|microsoft (?:office|word|account)|python-docx|\W*",
    re.IGNORECASE,
)


def stated_title(written: str) -> str | None:
    """The title of the file, unless it is a file name or the one that every new document has.

    >>> stated_title(" Baths to reopen "), stated_title("Document1"), stated_title("Microsoft Word - baths.docx")
    ('Baths to reopen', None, None)
    """
    title = written.strip()
    return None if _NO_TITLE.fullmatch(title) else title


def stated_author(written: str) -> str | None:
    """The author of the file, unless it is the name of an account that nobody named.

    >>> stated_author("Ada Lind"), stated_author("Windows User"), stated_author("user")
    ('Ada Lind', None, None)
    """
    author = written.strip()
    return None if _NO_AUTHOR.fullmatch(author) else author
