"""Deleting on the library's page: the question before, the way back after it, and what lies in the trash."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from qa.render import count, escape
from web.library.catalogue import Wanted, address
from web.library.shelf import Trashed

MAX_SHOWN = 20  # deletions in the trash, and files of one of them
MAX_NAMED = 5  # files in a question


def said_html(said: str, wanted: Wanted, undo: str = "") -> str:
    """What there is to say of a change; `undo` is the deletion that can be taken back."""
    if not said:
        return ""
    button = f" {_restore(undo, wanted, 'Undo')}" if undo else ""
    return f'<div class="notice"><span>{escape(said)}</span>{button}</div>'


def told_of(articles: Mapping[str, int]) -> str:
    """Files with the number of articles in each, in words.

    >>> told_of({"a.txt": 1, "b.jsonl": 12})
    '2 files with 13 articles'
    """
    total = sum(articles.values())
    files = next(iter(articles)) if len(articles) == 1 else count(len(articles), "file")
    return files if total <= len(articles) else f"{files} with {total:,} articles"


def delete_question(articles: Mapping[str, int], wanted: Wanted) -> str:
    """Whether these files are to be deleted."""
    names = [escape(told_of({file: n})) for file, n in articles.items()]
    hidden = "".join(f'<input type="hidden" name="file" value="{escape(file)}">' for file in articles)
    button = "Delete the file" if len(articles) == 1 else f"Delete {count(len(articles), 'file')}"
    about = "What is deleted lies in the trash until that is emptied, and can be restored."
    return _question(f"Delete {told_of(articles)}?", names, about, f"{_form('delete', wanted)}{hidden}", button, wanted)


def empty_question(trashed: Sequence[Trashed], wanted: Wanted) -> str:
    """Whether what lies in the trash is to be deleted for good."""
    names = [escape(one.path) for one in trashed]
    asked = f"Delete {count(len(trashed), 'file')} for good?"
    about = "What is deleted for good cannot be restored."
    return _question(asked, names, about, _form("empty", wanted), "Delete for good", wanted)


def _question(asked: str, names: Sequence[str], about: str, form: str, button: str, wanted: Wanted) -> str:
    """`names` and `form`, which is left open, are HTML. The page's script takes the focus there and back."""
    more = [f"and {len(names) - MAX_NAMED:,} more"] if len(names) > MAX_NAMED else []
    rows = "".join(f"<li>{name}</li>" for name in (*names[:MAX_NAMED], *more))
    listed = f"<ul>{rows}</ul>" if len(names) > 1 else ""
    return (
        '<section id="sure" class="notice" tabindex="-1" autofocus aria-labelledby="asked">'
        f'<p id="asked">{escape(asked)}</p>{listed}<p>{about}</p>'
        f'{form}<input type="hidden" name="sure" value="1"><button class="danger" data-doing="Deleting…">{button}</button> '
        f'<a class="cancel" href="{escape(address(wanted))}">Cancel</a></form></section>'
    )


def selection_html(wanted: Wanted) -> str:
    """What is done with the rows that are chosen: their boxes belong to this form."""
    return f'{_form("delete", wanted, "selection")}<button class="danger" data-doing="One moment…">Delete selected</button></form>'


def delete_html(file: str, sharing: int, wanted: Wanted) -> str:
    """A row's own button. A file goes as a whole, and is asked about first where other articles go with it."""
    whole = f" with its {sharing:,} articles" if sharing > 1 else ""
    words, doing = ("Delete file", "One moment…") if sharing > 1 else ("Delete", "Deleting…")
    return (
        f'{_form("delete", wanted)}<input type="hidden" name="file" value="{escape(file)}"><button class="quiet" '
        f'data-doing="{doing}" aria-label="Delete the file {escape(file)}{whole}">{words}</button></form>'
    )


def trash_html(trashed: Sequence[Trashed], wanted: Wanted) -> str:
    if not trashed:
        return ""
    deletions = [list(files) for _, files in groupby(trashed, key=lambda one: one.deletion)]
    rows = "".join(_deletion(files, wanted) for files in deletions[:MAX_SHOWN])
    rest = f" The {MAX_SHOWN} deleted last are listed." if len(deletions) > MAX_SHOWN else ""
    return (
        f"<h2>Trash ({len(trashed):,})</h2>"
        f'<p class="hint">Not in the index. Kept until it is emptied.{rest}</p>'
        f"<ul>{rows}</ul>{_form('empty', wanted)}"
        '<button class="danger" data-doing="One moment…">Empty the trash</button></form>'
    )


def _deletion(files: Sequence[Trashed], wanted: Wanted) -> str:
    if len(files) == 1:
        return _trashed(files[0], wanted)
    rows = "".join(_trashed(one, wanted) for one in files[:MAX_SHOWN])
    more = (
        f"<li>and {len(files) - MAX_SHOWN:,} more, which come back with all of them</li>"
        if len(files) > MAX_SHOWN
        else ""
    )
    words = f"{count(len(files), 'file')} deleted together"
    back = _restore(files[0].deletion, wanted, "Restore all", f"Restore all {count(len(files), 'file')}")
    return f"<li><details><summary>{words}</summary><ul>{rows}{more}</ul></details>{back}</li>"


def _trashed(one: Trashed, wanted: Wanted) -> str:
    return f"<li><span>{escape(one.path)}</span>{_restore(one.id, wanted, 'Restore', f'Restore {one.path}')}</li>"


def _restore(what: str, wanted: Wanted, words: str, label: str = "") -> str:
    named = f' aria-label="{escape(label)}"' if label else ""
    return (
        f'{_form("restore", wanted)}<input type="hidden" name="id" value="{escape(what)}">'
        f'<button class="quiet" data-doing="Restoring…"{named}>{words}</button></form>'
    )


def _form(change: str, wanted: Wanted, name: str = "") -> str:
    named = f' id="{name}"' if name else ""
    return f'<form method="post"{named} action="{escape(address(wanted, f"/library/{change}"))}">'
