"""ninjs, the IPTC's news in JSON, versions 1 to 3: one object that stands for one news item.

Version 3 writes "versionCreated" where the others write "versioncreated": names are compared in lower case.
"""

from collections.abc import Iterator

from index.errors import ReaderError
from index.readers.fields import Record, text_at
from index.readers.reading import Draft

_OWN_NAMES = ("body_", "bodies", "headlines", "versioncreated")


def is_ninjs(record: Record) -> bool:
    """Whether an object is a news item of this format: it has its own identifier and its own names for a body."""
    return "uri" in record and any(name.lower().startswith(_OWN_NAMES) for name in record)


def ninjs_draft(record: Record) -> Draft | ReaderError:
    record = _in_lower_case(record)
    if record.get("pubstatus", "usable") != "usable":
        return ReaderError(f'the item is "{record["pubstatus"]}", not usable; it is left out')
    text = _body(record)
    if text is None:
        return ReaderError('the ninjs item has no "body_text", "body_html" or "bodies"')
    created = text_at(record, "firstcreated") or text_at(record, "contentcreated") or text_at(record, "versioncreated")
    return Draft(
        text=text,
        id=text_at(record, "uri"),
        title=_headline(record),
        published=created,
        modified=text_at(record, "contentmodified") or _later(text_at(record, "versioncreated"), created),
        author=text_at(record, "byline") or _names(record, "by") or _names(record, "person_author"),
        source=text_at(record, "source") or _names(record, "infosources") or _names(record, "provider"),
        url=text_at(record, "url") or text_at(record, "located_url"),
        lang=text_at(record, "language"),
    )


def _headline(record: Record) -> str | None:
    """Of several headlines the one without a role, or the first: the others are short forms for small screens."""
    plain = text_at(record, "headline") or text_at(record, "title")
    listed = list(_objects(record, "headlines"))
    main = [entry for entry in listed if entry.get("role") in (None, "main", "headline")]
    return plain or next((value for entry in (*main, *listed) if (value := text_at(entry, "value"))), None)


def _body(record: Record) -> str | None:
    if plain := text_at(record, "body_text"):
        return plain
    if marked := text_at(record, "body_html") or text_at(record, "body_xhtml"):
        return _from_markup(marked)
    for body in sorted(_objects(record, "bodies"), key=lambda body: "html" in str(body.get("contenttype", ""))):
        if value := text_at(body, "value"):
            return _from_markup(value) if "html" in str(body.get("contenttype", "")) else value
    return None


def _from_markup(marked: str) -> str:
    from index.readers.markup import fragment_text

    return fragment_text(marked)


def _later(changed: str | None, created: str | None) -> str | None:
    return changed if changed != created else None


def _names(record: Record, name: str) -> str | None:
    value = record.get(name)
    if isinstance(value, str):
        return value
    return ", ".join(said for entry in _objects(record, name) if (said := text_at(entry, "name"))) or None


def _objects(record: Record, name: str) -> Iterator[Record]:
    value = record.get(name)
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict):
            yield _in_lower_case(entry)


def _in_lower_case(record: Record) -> Record:
    return {name.lower(): value for name, value in record.items()}
