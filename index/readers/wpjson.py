"""A post or page of WordPress as its REST API gives it: title and content are objects that hold rendered HTML."""

from index.errors import ReaderError
from index.readers.fields import Record, text_at
from index.readers.reading import Draft
from index.readers.text import one_line, shortened

_STATUS_CHARS = 40


def is_post(record: Record) -> bool:
    return _rendered(record, "content") is not None


def post_draft(record: Record) -> Draft | ReaderError:
    """The post, unless it is not published or locked. Its author is known where the API was asked with "_embed"."""
    from index.readers.markup import fragment_text  # lxml, only where records hold markup

    status = record.get("status") or "publish"
    if status != "publish":
        return ReaderError(
            f'the post is "{shortened(one_line(str(status)), _STATUS_CHARS)}", not published; it is left out'
        )
    content = _rendered(record, "content") or ""
    if not content.strip() and _part(record, "content").get("protected") is True:
        return ReaderError("the post is locked with a password; it is left out")
    return Draft(
        text=fragment_text(content),
        id=_rendered(record, "guid") or text_at(record, "link"),
        title=one_line(fragment_text(_rendered(record, "title") or "")) or None,
        published=text_at(record, "date"),
        modified=text_at(record, "modified"),
        author=_author(record),
        url=text_at(record, "link"),
    )


def _author(record: Record) -> str | None:
    people = _part(record, "_embedded").get("author")
    listed = people if isinstance(people, list) else []
    return ", ".join(name for one in listed if isinstance(one, dict) and (name := text_at(one, "name"))) or None


def _rendered(record: Record, name: str) -> str | None:
    rendered = _part(record, name).get("rendered")
    return rendered if isinstance(rendered, str) else None


def _part(record: Record, name: str) -> Record:
    value = record.get(name)
    return value if isinstance(value, dict) else {}
