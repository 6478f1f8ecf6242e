"""The stand-in corpus is what the program makes of the same articles; the plot is well-formed."""

from xml.etree import ElementTree

import numpy as np

from bench.sampled import PASSAGES, SENTENCES, Prose, SampledEmbedder, near, towards
from bench.scale_plot import plot
from index.lexical import build_postings, terms
from index.syncing.preparing import KnownVectors, prepare

REAL = np.random.default_rng(0).standard_normal((50, 16)).astype(np.float32)
REAL /= np.linalg.norm(REAL, axis=1, keepdims=True)


def test_a_segment_made_whole_is_the_one_made_article_by_article() -> None:
    made = Prose().content(range(20), REAL).arrays
    articles = Prose().content(range(20), REAL).articles
    text = [stored.article.text for stored in articles]
    for article, passage in zip(np.repeat(np.arange(20), PASSAGES), made.passages, strict=True):
        assert passage[0] == article and text[article][passage[1] : passage[2]].endswith(".")
    spans = [text[made.passages[p, 0]][a:b] for p, a, b in made.sentences.tolist()]
    assert made.sentences[:, 0].tolist() == np.repeat(np.arange(20 * PASSAGES), SENTENCES).tolist()
    for found, expected in (
        (made.text, build_postings([terms(sentence) for sentence in spans])),
        (made.title, build_postings([terms(stored.article.title) for stored in articles])),
    ):
        for name in ("keys", "starts", "rows"):
            assert np.array_equal(getattr(found, name), getattr(expected, name))
    content, embedded = prepare(articles, SampledEmbedder(REAL), KnownVectors([], lambda _: None), 160, lambda _: None)
    assert embedded == len(content.arrays.passages) and len(content.arrays.sentences) == len(made.sentences)


def test_sentences_and_questions_are_as_near_to_their_passage_as_the_model_has_them() -> None:
    drawn = np.random.default_rng(1)
    passages = near(REAL, 30, drawn)
    beside = towards(passages, REAL, drawn)
    assert np.allclose(np.linalg.norm(beside, axis=1), 1, atol=1e-5)
    assert np.allclose((passages * beside).sum(axis=1), 0.75, atol=1e-5)


def test_the_plot_has_a_panel_for_each_kind_of_figure_and_is_well_formed() -> None:
    of_passages = {
        str(size): {"asked_cpu_ms": [size / 1e4, size / 5e3], "asked_mb": size / 1e3, "open_cpu_s": size / 1e5}
        for size in (1000, 100_000)
    }
    of_articles = {
        str(size): {"stamps, cpu s": 0.1, "nothing, cpu s": 1.0, "add 100, cpu s": 2.0} for size in (1000, 10_000)
    }
    drawn = ElementTree.fromstring(plot({"passages": of_passages, "articles": of_articles}))
    titles = [e.text for e in drawn.iter("{http://www.w3.org/2000/svg}text") if e.get("font-weight") == "bold"]
    assert titles == ["Question, ms", "Memory, MB", "Opening, s", "Sync, s"]
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}polyline"))) == 7
