""".xml files: which of the XML formats one is, is told by its root element."""

from index.errors import ReaderError
from index.readers.feed import read_feed
from index.readers.limits import Limits
from index.readers.newsml import read_newsml, read_nitf
from index.readers.reading import Reading
from index.readers.wxr import read_wxr
from index.readers.xmltree import local_name, parse_xml

_WORDPRESS = "http://wordpress.org/export/"


def read_xml(data: bytes, article_id: str, limits: Limits) -> Reading:
    root = parse_xml(data, mend=data[:4096].find(b"<rss") >= 0)  # exports of blogs are often not quite well-formed
    name = local_name(root)
    if name == "rss" and any((space or "").startswith(_WORDPRESS) for space in root.nsmap.values()):
        return read_wxr(root, article_id, limits)
    if name in ("rss", "feed", "RDF"):
        return read_feed(data, article_id, limits)
    if name in ("newsItem", "newsMessage"):
        return read_newsml(root, article_id, limits)
    if name == "nitf":
        return read_nitf(root, article_id, limits)
    raise ReaderError(f"the root element is <{name}>; RSS, Atom, a WordPress export, NewsML-G2 and NITF are read")
