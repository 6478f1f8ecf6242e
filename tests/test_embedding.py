"""The embedder with real weights, and with a tiny model that is made here."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embedding import PassageText, SentenceTransformerEmbedder, load_embedder
from index.errors import EmbedderMismatch, UsageError

SENTENCE = "He resigned on Monday."
PASSAGE = PassageText(
    f"The minister and the scandal\nThe minister spoke to the press. {SENTENCE}", ((29, 62), (63, 85))
)


@pytest.fixture(scope="module")
def real() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder()


def tiny_model(folder: Path, pooling: str) -> str:
    """A sentence-transformers model of two thousand weights, saved in `folder`."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = sorted({"the", "minister", "and", "scandal", "spoke", "to", "press", "he", "resigned", "on", "monday", "."})
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]))
    torch.manual_seed(5)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=5 + len(words), max_position_embeddings=64, **shape)).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    model = SentenceTransformer(modules=[Transformer(str(folder), max_seq_length=64), Pooling(16, pooling)])
    model.save(str(folder / "whole"))
    return str(folder / "whole")


def cosine(one: Any, other: Any) -> float:
    return float(np.asarray(one) @ np.asarray(other))


def test_a_passage_has_the_vector_that_sentence_transformers_gives_it(real: SentenceTransformerEmbedder) -> None:
    [vectors] = real.embed_passages([PASSAGE])
    assert cosine(vectors.passage, real._model.encode(PASSAGE.text)) == pytest.approx(1, abs=1e-5)


def test_a_sentence_knows_its_passage(real: SentenceTransformerEmbedder) -> None:
    [vectors] = real.embed_passages([PASSAGE])
    query = real.embed_query("Did the minister resign over the scandal?")
    assert cosine(vectors.sentences[1], query) > cosine(real.embed_query(SENTENCE), query) + 0.1


def test_vectors_do_not_depend_on_what_else_is_embedded(real: SentenceTransformerEmbedder) -> None:
    others = [PassageText("word " * n, ((0, 4),)) for n in (1, 40, 150)]
    alone, [*_, among] = list(real.embed_passages([PASSAGE])), real.embed_passages([*others, PASSAGE])
    assert np.abs(alone[0].passage - among.passage).max() < 1e-5
    assert np.abs(alone[0].sentences - among.sentences).max() < 1e-5


def test_tokens_are_counted_beyond_the_window(real: SentenceTransformerEmbedder) -> None:
    assert len(real.token_starts("word " * 1000)) == 1000


def test_a_model_that_does_not_average_gets_its_sentences_embedded_alone(tmp_path: Path) -> None:
    embedder = load_embedder(tiny_model(tmp_path / "cls", "cls"))
    [vectors] = embedder.embed_passages([PASSAGE])
    assert cosine(vectors.sentences[1], embedder.embed_query(SENTENCE)) == pytest.approx(1, abs=1e-5)


def test_a_model_is_known_by_its_weights(tmp_path: Path) -> None:
    one, other = (load_embedder(tiny_model(tmp_path / name, "mean")).identity for name in ("one", "other"))
    assert one.sha256 == other.sha256 and one.dimension == 16 and one.max_tokens == 64


def test_a_model_that_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be loaded"):
        load_embedder(str(tmp_path / "nowhere"))


def test_other_weights_under_the_default_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding._DEFAULT_SHA256", "0" * 64)
    with pytest.raises(EmbedderMismatch, match="expected 0000"):
        SentenceTransformerEmbedder()
