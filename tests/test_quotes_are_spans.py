"""From a file to an answer: whatever a file holds, each quote is its span of the article that the index keeps."""

import json
import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.sync import sync
from qa.answerer import Answerer
from tests.conftest import WordEmbedder, silent

SENTENCES = (
    "The ferry sank at dawn.",
    "The ferry sank at dawn.",  # likely to stand there more than once
    "Cafe\u0301 owners saw the ferry.",  # e and a combining acute: NFD
    "Ça va, said the ferry's captain 🚢🏴󠁧󠁢󠁳󠁣󠁴󠁿 — twice.",
    "המעבורת טבעה (ferry) עם שחר.",
    "\u202bغرقت العبّارة ferry فجرًا\u202c.",
    "渡船が沈んだ。ferry。",
    "It is [1] said [2] of the ferry.",
    '<b>The ferry</b> & "others" sank?!',
    "\ufeffZero\u200bwidth ferry\u00a0came.",
    "Å ﬁne ferry Ⅳ sank.",
)
BREAKS = (" ", "\n", "\r\n", "\r\n\r\n", "\n\n", "\r", "\t", "\u2028", "  ")
texts = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(BREAKS)), min_size=1, max_size=14).map(
    lambda parts: "".join(sentence + end for sentence, end in parts)
)
QUESTIONS = ("When did the ferry sank?", "ferry", "Who saw the ferry? 🚢", "המעבורת", "渡船")


def write(folder: Path, text: str) -> None:
    for name, unicode_form in (("one.txt", "NFC"), ("two.md", "NFD")):
        (folder / name).write_bytes(unicodedata.normalize(unicode_form, text).encode())
    row = {"id": "three", "title": "Ferry", "text": text}
    (folder / "rows.jsonl").write_bytes((json.dumps(row) + "\n").encode())


@settings(max_examples=6)
@given(texts)
def test_every_quote_is_its_span_whatever_the_file_holds(text: str) -> None:
    embedder = WordEmbedder()
    with tempfile.TemporaryDirectory() as place:
        corpus, root = Path(place) / "corpus", Path(place) / "index"
        corpus.mkdir()
        write(corpus, text)
        sync(corpus, root, "words", lambda _: embedder, progress=silent)
        answerer = Answerer(root, embedder)
        assert answerer.ask("ferry").answer.citations, "every sentence above speaks of a ferry"
        for question in QUESTIONS:
            for citation in answerer.ask(question).answer.citations:
                article = answerer.article(citation.article_id)
                assert article.text[citation.start : citation.end] == citation.quote
                assert citation.quote.strip() == citation.quote != ""
