"""The library's page: its state, adding files, the table."""

from collections.abc import Sequence
from dataclasses import replace

from index.filelist import FileRecord
from qa.render import count, day, escape, permalink
from web.ask.answer_view import Status, searched_html
from web.layout import LIBRARY, page
from web.library.catalogue import SORTS, Cut, Row, Wanted, address
from web.library.deleting_view import delete_html, selection_html, trash_html
from web.library.keeper import Work
from web.library.shelf import MAX_FILE_BYTES, Trashed

MAX_SHOWN = 20  # problems on the page
# The page's script shows the box and ticks the others with it.
_ALL = (
    '<th scope="col" class="box"><span class="unseen">Select</span>'
    '<input type="checkbox" id="all" aria-label="Select all on this page" hidden></th>'
)


def library_page(
    cut: Cut, wanted: Wanted, status: Status, files: Sequence[FileRecord], trashed: Sequence[Trashed], notice: str, *, open_: bool
) -> str:  # fmt: skip
    """`notice` is HTML; `open_`: whether files can be added and deleted here."""
    adding = _adding() if open_ else '<p class="lead">The articles can be read here, not changed.</p>'
    return page(
        "Library",
        f'<h1>Library</h1><div id="state">{_state(status, open_=open_)}</div>'
        # What has an id is renewed by the page's script when the index has changed, and is there also when it is empty.
        f'<div id="said" role="status">{notice}</div>{adding}<div id="problems">{_problems(files)}</div>{_search(wanted)}'
        f'<div id="listed">{_table(cut, wanted, open_=open_)}{_pager(cut, wanted)}</div>'
        f'<section id="trash">{trash_html(trashed, wanted) if open_ else ""}</section>',
        here=LIBRARY,
        style="library.css",
        script="library.js",
    )


def _state(status: Status, *, open_: bool) -> str:
    """What is searched, how far the folder is ahead of that, what is wrong with it, and when it is not answered from."""
    renew = (
        ' <button type="button" id="renew" class="quiet">Bring it up to date</button>' if open_ and status.ahead else ""
    )
    problem = f'<p class="notice">{escape(status.problem)}</p>' if status.problem else ""
    declining = escape(f"{status.declining[:1].upper()}{status.declining[1:]}.")
    return (
        f'<p class="lead">{searched_html(status)}, index <code>{escape(status.name)}</code>{renew}'
        f'<span class="hint">{declining}</span></p>{problem}'
    )


def _adding() -> str:
    return (
        f'<section id="adding" aria-label="Add articles" data-most-bytes="{MAX_FILE_BYTES}"><p><strong>Drop files here</strong> or '
        '<label for="files" class="pick">choose files</label><input type="file" id="files" multiple></p>'
        f'<p class="hint">Text, Markdown, HTML, PDF, Word, EPUB, JSON, CSV, feeds; up to {MAX_FILE_BYTES // 1_000_000} MB each.'
        '</p><div id="work" role="status" aria-live="polite"></div><ul id="uploads"></ul></section>'
    )


def work_html(work: Work) -> str:
    """What the writer does, and once it is done, what became of each file."""
    if work.running:
        part = f"{work.done:,} of {work.total:,}{_pace(work)}" if work.total else ""
        bar = (
            f'<progress max="{work.total}" value="{work.done}" aria-label="Progress"></progress>' if work.total else ""
        )
        stop = '<button type="button" id="cancel">Cancel</button>'
        return f"<p>{escape(work.stage.capitalize() or 'Looking at the folder')} {part}</p>{bar} {stop}"
    if work.problem:
        return f'<p class="notice">{escape(work.problem)}</p>'
    if not work.report:
        return ""
    changes = work.report.changes
    counts = {word: len(getattr(changes, word)) for word in ("added", "changed", "renamed", "deleted")}
    parts = [f"{number:,} {word}" for word, number in counts.items() if number] or ["nothing has changed"]
    of_files = [record for record in work.report.files if record.path in work.files]
    lines = "".join(f"<li>{_outcome(record)}</li>" for record in of_files)
    total = count(work.report.articles, "article")
    return f'<p class="done">Done: {", ".join(parts)}. {total} in all.</p><ul class="outcomes">{lines}</ul>'


def _pace(work: Work) -> str:
    """The rate and the time left, once there is something to tell them by."""
    if not work.per_s or work.done >= work.total:
        return ""
    left = (work.total - work.done) / work.per_s
    in_words = f"{left / 60:.0f} min" if left >= 90 else f"{max(1, left):.0f} s"
    return f" · {work.per_s:,.0f} a second · about {in_words} left" if work.per_s >= 1 else f" · about {in_words} left"


def _outcome(record: FileRecord) -> str:
    name = f"<strong>{escape(record.path)}</strong>"
    if record.problems:
        return f"{name}: {escape('; '.join(record.problems))}"
    warned = f" {escape('; '.join(record.warnings))}" if record.warnings else ""
    return f"{name}: {count(len(record.articles), 'article')}.{warned}"


def _problems(files: Sequence[FileRecord]) -> str:
    bad = [record for record in files if record.problems]
    if not bad:
        return ""
    lines = "".join(f"<li>{_outcome(record)}</li>" for record in bad[:MAX_SHOWN])
    rest = (
        f"<li>… and {len(bad) - MAX_SHOWN:,} more: <code>article-qa index</code> names them.</li>"
        if len(bad) > MAX_SHOWN
        else ""
    )
    return f'<details class="problems"><summary>{count(len(bad), "file")} with problems</summary><ul>{lines}{rest}</ul></details>'


def _search(wanted: Wanted) -> str:
    checked = " checked" if wanted.warned else ""
    back = '<input type="hidden" name="back" value="1">' if wanted.backwards else ""
    return (
        f'<form id="filter" role="search"><input type="hidden" name="sort" value="{escape(wanted.sort)}">{back}'
        f'<label>Find <input name="q" value="{escape(wanted.words)}" type="search"></label>'
        f'<label><input type="checkbox" name="warned" value="1"{checked}> with a warning</label><button>Show</button></form>'
    )


def _table(cut: Cut, wanted: Wanted, *, open_: bool) -> str:
    if not cut.found and (wanted.words or wanted.warned):
        return _nothing(wanted)
    headings = "".join(_heading(sort, wanted) for sort in SORTS)
    rows = "".join(_row(row, wanted, open_=open_) for row in cut.rows)
    first, last = (_ALL, '<th scope="col"><span class="unseen">Delete</span></th>') if open_ else ("", "")
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Articles"><table><caption>{count(cut.found, "article")}'
        f"</caption><thead><tr>{first}{headings}{last}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"{selection_html(wanted) if open_ and rows else ''}"
    )


def _nothing(wanted: Wanted) -> str:
    said = "No article has a warning."
    if wanted.words:
        warned = " with a warning" if wanted.warned else ""
        said = f"No article{warned} is found for “<bdi>{escape(wanted.words)}</bdi>”."
    every = escape(address(replace(wanted, words="", warned=False, page=1)))
    return f'<p>{said} <a href="{every}">Show all</a></p>'


def _heading(sort: str, wanted: Wanted) -> str:
    here = sort == wanted.sort
    order = ("descending" if wanted.backwards else "ascending") if here else "none"
    link = address(replace(wanted, sort=sort, backwards=here and not wanted.backwards, page=1))
    return f'<th scope="col" aria-sort="{order}" class="{sort}"><a href="{escape(link)}">{sort.capitalize()}</a></th>'


def _row(row: Row, wanted: Wanted, *, open_: bool) -> str:
    warned = f'<span class="warned">{escape("; ".join(row.warnings))}</span>' if row.warnings else ""
    author = f'<span class="file" dir="auto">{escape(row.author)}</span>' if row.author else ""
    pick, delete = (_box(row), f"<td>{delete_html(row.file, row.sharing, wanted)}</td>") if open_ else ("", "")
    sharing = f" · {row.sharing:,} articles" if row.sharing > 1 else ""
    return (
        f'<tr>{pick}<td class="title"><a dir="auto" href="{escape(permalink(row.id))}">{escape(row.title)}</a>'
        f'<span class="file">{escape(row.file)}{sharing}</span>{warned}</td><td class="day">{day(row.published)}</td>'
        f'<td class="source" dir="auto">{escape(row.source)}{author}</td>'
        f'<td class="length">{row.chars:,}</td>{delete}</tr>'
    )


def _box(row: Row) -> str:
    file = escape(row.file)
    return (
        f'<td class="box"><input type="checkbox" name="file" value="{file}" form="selection" '
        f'aria-label="Select the file {file}"></td>'
    )


def _pager(cut: Cut, wanted: Wanted) -> str:
    if cut.pages == 1:
        return ""
    back, on = (escape(address(replace(wanted, page=page))) for page in (cut.page - 1, cut.page + 1))
    before = f'<a rel="prev" href="{back}">Previous</a>' if cut.page > 1 else ""
    after = f'<a rel="next" href="{on}">Next</a>' if cut.page < cut.pages else ""
    return f'<nav class="pager" aria-label="Pages of the table">{before}<span>Page {cut.page:,} of {cut.pages:,}</span>{after}</nav>'
