"""RSS, Atom, WordPress exports, NewsML-G2 and NITF; and that XML from strangers opens and expands nothing."""

import time
from datetime import date
from html import escape
from pathlib import Path

import pytest

from index.errors import ReaderError
from index.readers import read
from index.records import Article

TEXT = "The council voted.\n\nWork begins in spring."
BODY = "<p>The council <b>voted</b>.</p><p>Work begins in spring.</p>"
BATHS = Article(
    id="https://example.org/?p=1",
    title="Baths to reopen & more",
    text=TEXT,
    published=date(2023, 8, 21),
    modified=date(2023, 8, 22),
    author="Ada Example",
    source="Harbour Gazette",
    url="https://example.org/city/baths",
    lang="en",
)


def like_baths(**changes: object) -> Article:
    return Article(**{**{name: getattr(BATHS, name) for name in Article.__slots__}, **changes})


# ---------------------------------------------------------------------------------------------------------------- RSS

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Harbour Gazette</title><link>https://example.org</link><language>en-gb</language>
<item><title>Baths to reopen &amp;amp; more</title><link>https://example.org/city/baths</link>
<guid isPermaLink="false">https://example.org/?p=1</guid><dc:creator>Ada Example</dc:creator>
<pubDate>Mon, 21 Aug 2023 23:30:00 -0500</pubDate><atom:updated>2023-08-22T09:00:00Z</atom:updated>
<description>A summary only.</description><content:encoded><![CDATA[{BODY}<script>x</script>]]></content:encoded></item>
<item><title>No text</title><link>https://example.org/2</link></item>
<item><description>Only a &lt;i&gt;summary&lt;/i&gt; here.</description></item>
</channel></rss>""".encode()

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Gazette</title>
<entry><id>https://example.org/?p=1</id><title type="html">Baths to reopen &amp;amp; more</title>
<link rel="alternate" href="https://example.org/city/baths"/><author><name>Ada Example</name></author>
<published>2023-08-21T10:00:00Z</published><updated>2023-08-22T10:00:00Z</updated>
<summary>A summary only.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div>
</content></entry></feed>""".encode()


@pytest.mark.parametrize("suffix", [".rss", ".xml"])
def test_a_feed_in_rss(suffix: str) -> None:
    reading = read(RSS, suffix, "feeds/city")
    assert reading.articles[0] == BATHS
    assert [(article.id, article.text) for article in reading.articles[1:]] == [
        ("feeds/city/3", "Only a summary here.")
    ]
    assert reading.problems == ("entry 2: there is no text in it",)


def test_an_entry_without_an_id_keeps_the_one_that_it_had_when_another_comes_before_it() -> None:
    def ids(*names: str) -> list[str]:
        items = "".join(
            f"<item><link>https://a.org/{name}</link><description>Text.</description></item>" for name in names
        )
        feed = f'<rss version="2.0"><channel><title>A</title>{items}</channel></rss>'.encode()
        return [article.id for article in read(feed, ".rss", "feed").articles]

    assert ids("b", "a") == ["https://a.org/b", "https://a.org/a"]
    assert ids("c", "b", "a") == ["https://a.org/c", "https://a.org/b", "https://a.org/a"]
    assert ids("", "", "a") == ["feed/1", "feed/2", "https://a.org/a"]


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("ada@example.photography (Ada Lind)", "Ada Lind"),
        ("Ada Lind &lt;ada@example.museum&gt;", "Ada Lind"),
        ("Ada Lind (ada@example.org)", "Ada Lind"),
        ("ada@example.org (Ada Lind), bo@example.media (Bo Ek)", "Ada Lind, Bo Ek"),
        ("Ada Lind (Oslo)", "Ada Lind (Oslo)"),
        ("ada@example.media", "ada@example.media"),
    ],
)
@pytest.mark.parametrize("tag", ["author", "dc:creator"])
def test_the_author_of_an_entry_is_named_without_the_address_of_mail(tag: str, written: str, author: str) -> None:
    feed = RSS.replace(b"<dc:creator>Ada Example</dc:creator>", f"<{tag}>{written}</{tag}>".encode())
    assert read(feed, ".rss", "a").articles[0].author == author


@pytest.mark.parametrize("words", ["appeared first on", "first appeared on"])
def test_what_wordpress_sets_below_each_entry_is_no_text(words: str) -> None:
    post = f"<p>The council voted.</p><p>The post <a href='/a'>Baths</a> {words} <a href='/'>Harbour Gazette</a>.</p>"
    item = f"<item><title>Baths</title><description>{escape(post)}</description></item>"
    feed = f"<rss version='2.0'><channel><title>Harbour Gazette</title>{item}</channel></rss>".encode()
    (article,) = read(feed, ".rss", "a").articles
    assert article.text == "The council voted."


def test_an_entry_full_of_spaces_costs_little() -> None:
    said = f"The council{' ' * 100_000}voted."
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Baths</title><content type='text'>{said}</content></entry></feed>"
    began = time.process_time()
    (article,) = read(feed.encode(), ".atom", "a").articles
    assert article.text.endswith("voted.") and time.process_time() - began < 2  # measured: .1


@pytest.mark.parametrize("suffix", [".atom", ".xml"])
def test_a_feed_in_atom(suffix: str) -> None:
    assert read(ATOM, suffix, "a").articles == (BATHS,)


def test_all_who_wrote_an_entry_are_named() -> None:
    two = ATOM.replace(b"</author>", b"<email>a@example.media</email></author><author><name>Bo Ek</name></author>")
    assert read(two, ".atom", "a").articles == (like_baths(author="Ada Example, Bo Ek"),)


def test_a_feed_that_is_not_quite_well_formed_is_read() -> None:
    loose = RSS.replace(b"Harbour Gazette", b"Harbour&nbsp;Gazette & Sons", 1).replace(b"</channel></rss>", b"")
    assert [article.text for article in read(loose, ".rss", "a").articles] == [TEXT, "Only a summary here."]


@pytest.mark.parametrize(("sound", "damaged"), [(b'"UTF-8"', b'"\xb9TF-8"'), (b"purl.org/rss", b"purl.org/r\xa0s")])
def test_a_feed_damaged_beyond_mending_is_refused(sound: bytes, damaged: bytes) -> None:
    with pytest.raises(ReaderError, match="the feed is damaged"):
        read(RSS.replace(sound, damaged, 1), ".rss", "a")


def test_a_feed_without_entries_is_refused() -> None:
    with pytest.raises(ReaderError, match="no articles"):
        read(b'<rss version="2.0"><channel><title>t</title></channel></rss>', ".rss", "a")


# ---------------------------------------------------------------------------------------------------------- WordPress


def wordpress(*items: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
    <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:wp="http://wordpress.org/export/1.2/">
    <channel><title>Harbour Gazette</title><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>
    <wp:author><wp:author_login>ada</wp:author_login><wp:author_display_name><![CDATA[Ada Example]]>
    </wp:author_display_name></wp:author>
    {"".join(items)}</channel></rss>""".encode()


def post(number: int, body: str, kind: str = "post", status: str = "publish", password: str = "") -> str:
    return f"""<item><title><![CDATA[Baths to reopen & more]]></title><link>https://example.org/city/baths</link>
    <dc:creator>ada</dc:creator>
    <pubDate>Tue, 22 Aug 2023 01:30:00 +0000</pubDate><content:encoded><![CDATA[{body}]]></content:encoded>
    <excerpt:encoded><![CDATA[An excerpt.]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
    <wp:post_date>2023-08-21 21:30:00</wp:post_date>
    <wp:post_modified>2023-08-22 10:00:00</wp:post_modified><wp:status>{status}</wp:status>
    <wp:post_type>{kind}</wp:post_type>
    <wp:post_password>{password}</wp:post_password></item>"""


CLASSIC = 'The council <b>voted</b>.\n[gallery ids="1,2"]\n\nWork begins in spring.'
BLOCKS = """<!-- wp:paragraph --><p>The council <b>voted</b>.</p><!-- /wp:paragraph -->
<!-- wp:paragraph --><p>Work begins in spring.</p><!-- /wp:paragraph -->"""


@pytest.mark.parametrize("body", [CLASSIC, BLOCKS])
def test_a_wordpress_export(body: str) -> None:
    data = wordpress(
        post(12, body),
        post(13, "A picture.", "attachment"),
        post(14, "Not yet.", status="draft"),
        post(15, "Locked.", password="p"),
    )
    reading = read(data, ".xml", "blog/export")
    assert reading.articles == (like_baths(id="blog/export/12"),)
    assert reading.problems == ("2 posts are drafts, private or locked with a password and left out",)


def test_words_in_brackets_are_the_text_of_a_post_and_marks_of_plugins_are_not() -> None:
    body = (
        "[lead]They told [the mayor] that it was [sic] late.[/lead] [caption id=1]A pool[/caption] [ad_slot] [embed/]"
    )
    (article,) = read(wordpress(post(12, body)), ".xml", "a").articles
    assert article.text == "They told [the mayor] that it was [sic] late.\n\nA pool"


@pytest.mark.parametrize("between", ["\n", "\n\n", "</p>\n<p>"])
def test_the_caption_of_a_picture_does_not_run_into_the_text(between: str) -> None:
    body = f'[caption id="a" width="300"]<img src="b" /> The old pool[/caption]{between}The council voted.'
    (article,) = read(wordpress(post(12, f"Work begins.{between}{body}")), ".xml", "a").articles
    assert article.text.split("\n\n") == ["Work begins.", "The old pool", "The council voted."]


def test_an_export_without_a_channel_is_refused() -> None:
    with pytest.raises(ReaderError, match="no channel"):
        read(wordpress().replace(b"channel>", b"chanel>"), ".xml", "a")


def test_an_export_of_nothing_but_drafts_says_so() -> None:
    with pytest.raises(ReaderError, match="no articles"):
        read(wordpress(post(1, "Not yet.", status="draft")), ".xml", "a")


# -------------------------------------------------------------------------------------------------- NewsML-G2 and NITF

NITF = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf-3-4.dtd">
<nitf xml:lang="en-GB"><head><title>Baths</title><docdata>
<doc-id id-string="https://example.org/?p=1" regsrc="Harbour Gazette"/>
<date.issue norm="20230821T093000Z"/></docdata>
<pubdata ex-ref="https://example.org/city/baths" date.publication="20230822"/></head>
<body><body.head><hedline><hl1>Baths to reopen &amp; more</hl1></hedline><byline>By <person>Ada Example</person>
</byline></body.head>
<body.content><p>The council voted.</p><hl2>When</hl2><p>Work begins in spring.</p></body.content></body></nitf>"""


def newsml(content: str, status: str = "stat:usable") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="https://example.org/?p=1"
    standard="NewsML-G2" xml:lang="en-GB">
    <itemMeta><itemClass qcode="ninat:text"/><provider qcode="x:y"><name>Harbour Gazette</name></provider>
    <versionCreated>2023-08-22T09:00:00Z</versionCreated><firstCreated>2023-08-21T23:00:00-05:00</firstCreated>
    <pubStatus qcode="{status}"/><link rel="irel:seeAlso" href="https://example.org/city/baths"/></itemMeta>
    <contentMeta><creator><name>A. Example</name></creator><by>Ada Example</by><language tag="en"/>
    <headline>Baths to reopen &amp; more</headline></contentMeta>
    <contentSet>{content}</contentSet></newsItem>"""


XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>t</title></head><body>{BODY}</body></html></inlineXML>"""
INNER_NITF = f"""<inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'>
<body><body.content>{BODY}</body.content></body></nitf></inlineXML>"""
PLAIN = f'<inlineData contenttype="text/plain">{TEXT}</inlineData>'


def test_an_article_in_nitf() -> None:
    text = "The council voted.\n\nWhen\n\nWork begins in spring."
    assert read(NITF.encode(), ".xml", "a").articles == (like_baths(text=text, modified=None),)


@pytest.mark.parametrize("content", [XHTML, INNER_NITF, PLAIN])
def test_an_item_in_newsml(content: str) -> None:
    assert read(newsml(content).encode(), ".xml", "a").articles == (BATHS,)


def test_a_message_of_several_newsml_items() -> None:
    withdrawn, empty = newsml(PLAIN, "stat:canceled"), newsml("<remoteContent/>")
    items = f"<header/><itemSet>{newsml(PLAIN)}{withdrawn}{empty}</itemSet>"
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">{items}</newsMessage>'
    reading = read(message.encode(), ".xml", "a")
    assert reading.articles == (BATHS,)
    assert reading.problems == (
        'item 2: the item is "stat:canceled"; it is left out',
        "item 3: the item holds no text: neither inline XML nor inline data",
    )


def test_html_that_cannot_be_read_costs_a_message_only_its_own_item() -> None:
    deep = f'<inlineData contenttype="text/html">{"&lt;div&gt;" * 9_000}deep</inlineData>'
    items = f"<header/><itemSet>{newsml(deep)}{newsml(PLAIN)}</itemSet>"
    reading = read(f"<newsMessage>{items}</newsMessage>".encode(), ".xml", "a")
    assert (reading.articles, len(reading.problems)) == ((BATHS,), 1)


# --------------------------------------------------------------------------------------------------------- any XML file


@pytest.mark.parametrize(
    "data",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<rss><channel>", b"no element", b"<html><p>page</p></html>"],
)
def test_xml_of_another_kind_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError):
        read(data, ".xml", "a")


def bomb(root: str, inside: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE {root} [<!ENTITY l0 "lol">{entities}]>'
    return f'<?xml version="1.0"?>{doctype}{inside.replace("TEXT", "&l9;")}'.encode()


RSS_SHAPE = (
    "<rss version='2.0'><channel><item><title>TEXT</title><description>TEXT</description></item></channel></rss>"
)
NITF_SHAPE = "<nitf><head><title>TEXT</title></head><body><body.content><p>TEXT</p></body.content></body></nitf>"
SHAPES = [("rss", RSS_SHAPE, ".xml"), ("rss", RSS_SHAPE, ".rss"), ("nitf", NITF_SHAPE, ".xml")]


@pytest.mark.parametrize(("root", "shape", "suffix"), SHAPES)
def test_expanding_entities_are_refused(root: str, shape: str, suffix: str) -> None:
    with pytest.raises(ReaderError):
        read(bomb(root, shape), suffix, "a")
    with pytest.raises(ReaderError):
        read(bomb(root, shape).decode().replace('<?xml version="1.0"?>', "").encode("utf-16"), suffix, "a")


@pytest.mark.parametrize(("root", "shape", "suffix"), SHAPES)
def test_an_entity_that_names_a_file_brings_nothing_in(root: str, shape: str, suffix: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    declared = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    with pytest.raises(ReaderError, match="entities"):
        read((declared + shape.replace("TEXT", "&x;")).encode(), suffix, "a")


def test_elements_a_million_deep_are_refused() -> None:
    with pytest.raises(ReaderError):
        read(b"<rss>" * 1_000_000, ".xml", "a")


def test_the_date_of_an_entry_in_rss_1_is_that_of_its_publication() -> None:
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Gazette</title></channel>
    <item rdf:about="https://a.org/1"><title>Baths</title><link>https://a.org/1</link>
    <description>The council voted.</description><dc:date>2023-08-21T10:00:00+01:00</dc:date></item></rdf:RDF>"""
    (entry,) = read(data, ".xml", "feed").articles
    assert (entry.published, entry.modified) == (date(2023, 8, 21), None)


@pytest.mark.parametrize(("suffix", "modified"), [(".rss", None), (".atom", date(2023, 8, 22))])
def test_a_feed_made_by_feedgen_is_read_with_the_dates_that_it_has(suffix: str, modified: date | None) -> None:
    data = (Path(__file__).parent / "data" / f"made-by-feedgen{suffix}").read_bytes()
    (entry,) = read(data, suffix, "feed").articles
    assert (entry.title, entry.text, entry.author) == ("Baths to reopen & more", TEXT, "Ada Example")
    assert (entry.published, entry.modified, entry.source) == (date(2023, 8, 21), modified, "Harbour Gazette")
