"""The embedders with real weights, and with a tiny model that is made here."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embedding import Embedder, PassageText, load_embedder, pooled, unit
from index.errors import EmbedderMismatch, UsageError
from index.models.agreement import agreement, answers_of, kept_answers
from index.models.compiled import CompiledEmbedder
from index.models.encoder import AGREEMENT
from index.models.modelfiles import DEFAULT_MODEL, find_model
from index.models.reference import SentenceTransformerEmbedder

SENTENCE = "He resigned on Monday."
PASSAGE = PassageText(
    f"The minister and the scandal\nThe minister spoke to the press. {SENTENCE}", ((29, 62), (63, 85))
)


@pytest.fixture(scope="module")
def reference() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(find_model(DEFAULT_MODEL))


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return load_embedder(DEFAULT_MODEL, tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module", params=["reference", "compiled"])
def real(request: pytest.FixtureRequest) -> Embedder:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def tiny_model(folder: Path, pooling: str, seed: int = 5) -> str:
    """A sentence-transformers model of two thousand weights, saved in `folder`."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = sorted({"the", "minister", "and", "scandal", "spoke", "to", "press", "he", "resigned", "on", "monday", "."})
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]))
    torch.manual_seed(seed)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=5 + len(words), max_position_embeddings=64, **shape)).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder)
    model = SentenceTransformer(modules=[Transformer(str(folder), max_seq_length=64), Pooling(16, pooling)])
    model.save(str(folder / "whole"))
    return str(folder / "whole")


def cosine(one: Any, other: Any) -> float:
    return float(np.asarray(one) @ np.asarray(other))


def test_a_passage_has_the_vector_that_sentence_transformers_gives_it(
    real: Embedder, reference: SentenceTransformerEmbedder
) -> None:
    [vectors] = real.embed_passages([PASSAGE])
    # In bf16, where the processor computes in it, a vector comes as near as a compiled model has to.
    least = AGREEMENT if "bf16" in real.runtime else 0.99999
    assert cosine(vectors.passage, reference._model.encode(PASSAGE.text)) > least


def test_a_sentence_knows_its_passage(real: Embedder) -> None:
    [vectors] = real.embed_passages([PASSAGE])
    query = real.embed_query("Did the minister resign over the scandal?")
    assert cosine(vectors.sentences[1], query) > cosine(real.embed_query(SENTENCE), query) + 0.1


def test_vectors_are_means_of_the_tokens_that_lie_in_them() -> None:
    drawn = np.random.default_rng(0)
    lengths = drawn.integers(0, 4, 40)  # a token without characters is one that the tokenizer adds
    ends = np.cumsum(lengths) + 3
    offsets = [(int(end - length), int(end)) for end, length in zip(ends, lengths, strict=True)]
    hidden = drawn.standard_normal((40, 8)).astype(np.float32)
    sentences = [(0, 11), (12, 30), (31, 31), (31, 50), (500, 600)]
    found = pooled(hidden, offsets, sentences, prefix_chars=3)
    assert np.allclose(found.passage, unit(hidden.mean(axis=0)), atol=1e-6)
    for (start, end), vector in zip(sentences, found.sentences, strict=True):
        inside = [n for n, (a, b) in enumerate(offsets) if a < b and start <= a - 3 and b - 3 <= end]
        assert np.allclose(vector, unit((hidden[inside] if inside else hidden).mean(axis=0)), atol=1e-6)


def test_vectors_do_not_depend_on_what_else_is_embedded(real: Embedder) -> None:
    others = [PassageText("word " * n, ((0, 4),)) for n in (1, 40, 150)]
    alone, [*_, among] = list(real.embed_passages([PASSAGE])), real.embed_passages([*others, PASSAGE])
    assert np.abs(alone[0].passage - among.passage).max() < 1e-5
    assert np.abs(alone[0].sentences - among.sentences).max() < 1e-5


def test_vectors_come_in_the_order_of_the_passages(real: Embedder) -> None:
    passages = [PassageText("word " * (n * 37 % 61 + 1), ((0, 4),)) for n in range(40)]
    alone = [next(real.embed_passages([passage])).passage for passage in passages[::13]]
    together = [vectors.passage for vectors in real.embed_passages(passages)][::13]
    assert np.abs(np.array(alone) - together).max() < 1e-5


def test_tokens_are_counted_beyond_the_window(real: Embedder) -> None:
    assert len(real.token_starts("word " * 1000)) == 1000


def test_the_compiled_model_agrees_with_the_reference(
    compiled: Embedder, reference: SentenceTransformerEmbedder
) -> None:
    assert compiled.runtime.startswith("openvino")
    assert agreement(answers_of(compiled), answers_of(reference)) > 0.9995


def test_the_kept_answers_are_those_of_sentence_transformers(reference: SentenceTransformerEmbedder) -> None:
    kept = kept_answers(reference.identity.sha256)
    assert kept is not None and agreement(kept, answers_of(reference)) > 0.999999


def test_of_other_weights_no_answers_are_kept() -> None:
    assert kept_answers("0" * 64) is None


def test_embedders_that_are_set_otherwise_do_not_agree(compiled: Embedder) -> None:
    answers = answers_of(compiled)
    assert agreement(answers, replace(answers, settings="")) == -1


def test_the_default_model_is_compiled_and_checked_without_torch(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index.embedding import load_embedder;"
        "from index.models.modelfiles import DEFAULT_MODEL;"
        "print(load_embedder(DEFAULT_MODEL, Path(sys.argv[1])).runtime, {'torch', 'transformers'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("openvino") and ran.stdout.endswith("set()\n")


def test_a_compiled_model_that_disagrees_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.models.compiled.agreement", lambda *_: 0.99)
    model = tiny_model(tmp_path / "mean", "mean")
    assert load_embedder(model, tmp_path / "models").runtime == "sentence-transformers"
    assert not list((tmp_path / "models").glob("*.blob"))


@pytest.mark.parametrize("damage", [lambda blob: blob[:-9], lambda blob: blob[:99] + b"?" + blob[100:]])
def test_a_compiled_model_whose_bytes_have_changed_is_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Any
) -> None:
    model = tiny_model(tmp_path / "mean", "mean")
    load_embedder(model, tmp_path / "models")
    [blob] = (tmp_path / "models").glob("*.blob")
    damaged = damage(blob.read_bytes())
    blob.write_bytes(damaged)
    assert isinstance(load_embedder(model, tmp_path / "models"), CompiledEmbedder)
    assert blob.read_bytes() != damaged
    # Two compilations of one model differ by some bytes; that the second one is kept is seen by loading it uncompiled.
    monkeypatch.setattr("index.models.encoder._compile", lambda *_: pytest.fail("the mended model was not kept"))
    assert isinstance(load_embedder(model, tmp_path / "models"), CompiledEmbedder)


@pytest.mark.parametrize("fault", [RuntimeError("no such operation"), KeyError("encoder.layer.0.output.dense.weight")])
def test_a_model_that_cannot_be_compiled_goes_the_slow_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(*_: object) -> None:
        raise fault

    monkeypatch.setattr("index.models.encoder._compile", refuse)
    assert load_embedder(tiny_model(tmp_path / "tiny", "mean"), tmp_path / "models").runtime == "sentence-transformers"


def test_any_averaging_bert_is_compiled(tmp_path: Path) -> None:
    model = tiny_model(tmp_path / "mean", "mean")
    embedder = load_embedder(model, tmp_path / "models")
    assert isinstance(embedder, CompiledEmbedder)
    assert agreement(answers_of(embedder), answers_of(SentenceTransformerEmbedder(find_model(model)))) > 0.9995


def test_a_model_that_does_not_average_gets_its_sentences_embedded_alone(tmp_path: Path) -> None:
    embedder = load_embedder(tiny_model(tmp_path / "cls", "cls"), tmp_path)
    [vectors] = embedder.embed_passages([PASSAGE])
    assert cosine(vectors.sentences[1], embedder.embed_query(SENTENCE)) == pytest.approx(1, abs=1e-5)


def test_a_model_is_known_by_its_weights(tmp_path: Path) -> None:
    one, other = (load_embedder(tiny_model(tmp_path / name, "mean"), tmp_path).identity for name in ("one", "other"))
    third = load_embedder(tiny_model(tmp_path / "third", "mean", seed=6), tmp_path).identity
    assert one.sha256 == other.sha256 != third.sha256
    assert one.dimension == 16 and one.max_tokens == 64


def test_a_model_that_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be loaded"):
        load_embedder(str(tmp_path / "nowhere"), tmp_path)


def test_other_weights_under_the_default_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.models.modelfiles.DEFAULT_SHA256", "0" * 64)
    with pytest.raises(EmbedderMismatch, match="expected 0000"):
        load_embedder(DEFAULT_MODEL, tmp_path)
