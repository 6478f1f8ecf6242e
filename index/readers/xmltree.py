"""XML from strangers: parsed without entities, external files or the network."""

from collections.abc import Iterator

from index.errors import ReaderError
from index.readers.markup import Element


def parse_xml(data: bytes, *, mend: bool = False) -> Element:
    """The root element. Raises ReaderError for what is not well-formed, unless it is to be mended, and for entities.

    A document may name a public DTD, as NITF and old XHTML do; the DTD is not read. One that declares entities of its
    own is refused: no format of articles needs them, and they are how a small file becomes a large one.
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=mend,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReaderError(f"not well-formed XML: {error.msg}") from error
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":  # mending would silently lose what comes after
            raise ReaderError(
                f"the XML is too deep or too long: {entry.message.partition(',')[0]} at line {entry.line}"
            )
    if root is None:
        raise ReaderError("not XML: there is no element in it")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise ReaderError("the XML declares entities of its own, which are not accepted")
    return root


def local_name(element: Element) -> str:
    """The tag without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """The child elements of that name in any namespace: files differ in them, and in their versions."""
    return (child for child in element if local_name(child) == name)


def below(element: Element, *path: str) -> Iterator[Element]:
    """The elements that the path of names leads to."""
    if not path:
        yield element
        return
    for child in children(element, path[0]):
        yield from below(child, *path[1:])


def words(element: Element | None) -> str | None:
    """All text below an element on one line, or None."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def words_at(element: Element, *path: str) -> str | None:
    """The text of the first element on the path that has any."""
    return next((said for found in below(element, *path) if (said := words(found))), None)
