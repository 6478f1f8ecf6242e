"""The compiled forward pass against its definition, written out in numpy."""

import fcntl
import os
import subprocess
import sys
import time
from math import erf, sqrt
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from index.models.bert import BertShape, Weights
from index.models.encoder import Checked, Encoder, checked_encoder
from tests.conftest import ROOT

SHAPE = BertShape(layers=2, heads=3, norm_eps=1e-12)
WIDTH, INNER, WORDS, PLACES = 12, 20, 30, 24


@pytest.fixture(scope="module")
def weights() -> Weights:
    random = np.random.default_rng(3)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (WORDS, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.position_embeddings.weight": (PLACES, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    linear: dict[str, tuple[int, int]] = {}
    for i in range(SHAPE.layers):
        layer = f"encoder.layer.{i}"
        linear |= {f"{layer}.attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        linear |= {f"{layer}.attention.output.dense": (WIDTH, WIDTH)}
        linear |= {f"{layer}.intermediate.dense": (INNER, WIDTH), f"{layer}.output.dense": (WIDTH, INNER)}
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    shapes |= {f"{name}.weight": shape for name, shape in linear.items()}
    shapes |= {f"{name}.bias": shape[:1] for name, shape in linear.items()}
    shapes |= {f"{name}.{part}": (WIDTH,) for name in norms for part in ("weight", "bias")}
    return {name: random.normal(0, 0.7, shape).astype(np.float32) for name, shape in sorted(shapes.items())}


@pytest.fixture(scope="module")
def encoder(weights: Weights, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as exact:  # where the processor computes in bf16, too
        exact.setattr("index.models.encoder._precisions", lambda: ("f32",))
        found = checked_encoder(folder, "0" * 64, lambda: weights, SHAPE, lambda _: 1.0).encoder
    assert found
    return found


def defined(weights: Weights, ids: list[int], segments: list[int]) -> np.ndarray:
    """Hidden states of one text as the paper has them, one step after the other."""

    def linear(rows: np.ndarray, name: str) -> np.ndarray:
        return rows @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normed(rows: np.ndarray, name: str) -> np.ndarray:
        centred = rows - rows.mean(axis=1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + SHAPE.norm_eps)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    tables = [weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "token_type", "position")]
    hidden = normed(tables[0][ids] + tables[1][segments] + tables[2][: len(ids)], "embeddings.LayerNorm")
    for i in range(SHAPE.layers):
        layer = f"encoder.layer.{i}"
        query, key, value = (
            np.split(linear(hidden, f"{layer}.attention.self.{part}"), SHAPE.heads, axis=1)
            for part in ("query", "key", "value")
        )
        seen = []
        for q, k, v in zip(query, key, value, strict=True):
            weight = np.exp(q @ k.T / sqrt(q.shape[1]))
            seen.append(weight / weight.sum(axis=1, keepdims=True) @ v)
        attended = linear(np.concatenate(seen, axis=1), f"{layer}.attention.output.dense")
        hidden = normed(attended + hidden, f"{layer}.attention.output.LayerNorm")
        inner = linear(hidden, f"{layer}.intermediate.dense")
        inner = inner * 0.5 * (1 + np.vectorize(erf)(inner / sqrt(2)))
        hidden = normed(linear(inner, f"{layer}.output.dense") + hidden, f"{layer}.output.LayerNorm")
    return hidden


def test_hidden_states_are_the_definition_s_whatever_is_padded(encoder: Encoder, weights: Weights) -> None:
    random = np.random.default_rng(8)
    ids = random.integers(0, WORDS, (5, 16), dtype=np.int32)
    segments = random.integers(0, 2, (5, 16), dtype=np.int32)
    lengths = np.array([16, 1, 7, 12, 3], np.int32)
    hidden = encoder(ids, segments, lengths)
    for row, length in enumerate(lengths):
        expected = defined(weights, ids[row, :length].tolist(), segments[row, :length].tolist())
        np.testing.assert_allclose(hidden[row, :length], expected, atol=1e-4)


def test_a_result_is_left_alone_by_later_calls(encoder: Encoder) -> None:
    ids = np.ones((1, 16), np.int32)
    first = encoder(ids, ids * 0, np.array([16], np.int32))
    before = first.copy()
    encoder(ids * 2, ids * 0, np.array([16], np.int32))
    np.testing.assert_array_equal(first, before)


def test_a_model_is_checked_once(tmp_path: Path, weights: Weights) -> None:
    def again() -> Checked:
        return checked_encoder(tmp_path, "1" * 64, lambda: weights, SHAPE, lambda _: checks.append(1) or 1.0)

    checks: list[int] = []
    assert again().encoder and again().encoder and len(checks) == 1


def test_a_model_that_fails_in_the_quickest_number_format_is_taken_in_the_next(
    tmp_path: Path, weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.models.encoder._precisions", lambda: ("bf16", "f32"))
    checked: list[str] = []

    def check(encoder: Encoder) -> float:
        checked.append(encoder.precision)
        return 0.99 if encoder.precision == "bf16" else 1.0

    for _ in range(2):
        found = checked_encoder(tmp_path, "9" * 64, lambda: weights, SHAPE, check).encoder
        assert found and found.precision == "f32"
    assert checked == ["bf16", "f32"]


def test_a_refused_model_is_not_compiled_again(
    tmp_path: Path, weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.models.encoder._precisions", lambda: ("f32",))
    reads: list[int] = []
    for _ in range(2):
        found = checked_encoder(tmp_path, "2" * 64, lambda: reads.append(1) or weights, SHAPE, lambda _: 0.9994)
        assert found.encoder is None and found.cosine == 0.9994
    assert len(reads) == 1


def test_a_model_that_gives_no_numbers_is_refused_for_good(
    tmp_path: Path, weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.models.encoder._precisions", lambda: ("f32",))
    reads: list[int] = []
    for _ in range(2):
        found = checked_encoder(tmp_path, "7" * 64, lambda: reads.append(1) or weights, SHAPE, lambda _: float("nan"))
        assert found.encoder is None
    assert len(reads) == 1


def test_of_two_processes_that_keep_a_model_one_waits_for_the_other(tmp_path: Path, weights: Weights) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    keeping = Thread(target=checked_encoder, args=(tmp_path, "8" * 64, lambda: weights, SHAPE, lambda _: 1.0))
    keeping.start()
    keeping.join(2)
    assert keeping.is_alive() and not list(tmp_path.iterdir())
    os.close(folder)
    keeping.join()
    assert list(tmp_path.glob("*.blob"))


def test_a_shape_that_is_not_plain_bert_is_none() -> None:
    plain = {"model_type": "bert", "hidden_act": "gelu", "num_hidden_layers": 6}
    plain |= {"num_attention_heads": 12, "layer_norm_eps": 1e-12}
    assert BertShape.of(plain) == BertShape(6, 12, 1e-12)
    for other in ({"model_type": "roberta"}, {"hidden_act": "relu"}, {"position_embedding_type": "relative_key"}):
        assert BertShape.of(plain | other) is None


def test_a_question_is_embedded_without_torch_and_nothing_is_sent(sample_index: Path) -> None:
    check = f"""
import socket, sys
from pathlib import Path
def refuse(*a, **k): raise AssertionError("a connection was tried")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from qa.opening import open_answerer
open_answerer(Path({str(sample_index)!r})).ask("When did Luna-25 crash?")
heavy = ("torch", "transformers", "sentence_transformers", "openvino_telemetry", "openvino.tools.ovc", "urllib.request")
print([m for m in heavy if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]" and not done.stderr


def test_two_models_with_the_same_words_keep_them_once(tmp_path: Path, weights: Weights) -> None:
    other = {**weights, "encoder.layer.0.output.dense.bias": weights["encoder.layer.0.output.dense.bias"] + 1}
    for name, of in (("3" * 64, weights), ("4" * 64, other)):
        assert checked_encoder(tmp_path, name, lambda of=of: of, SHAPE, lambda _: 1.0).encoder  # type: ignore[misc]
    assert len(list(tmp_path.glob("*.words.npy"))) == 1 and len(list(tmp_path.glob("*.blob"))) == 2


def test_models_that_were_not_used_for_long_go_when_another_is_kept(tmp_path: Path, weights: Weights) -> None:
    def kept(name: str) -> None:
        assert checked_encoder(tmp_path, name * 64, lambda: weights, SHAPE, lambda _: 1.0).encoder

    for name in "abc":
        kept(name)
    long_ago = time.time() - 60 * 86_400
    for path in tmp_path.glob("[ab]*.json"):
        os.utime(path, (long_ago, long_ago))
    (tmp_path / "broken-off.blob.new").write_bytes(b"half")
    (tmp_path / "damaged.json").write_bytes(b"{")
    kept("b")  # read, not compiled
    kept("d")
    assert sorted(path.name[0] for path in tmp_path.glob("*.blob")) == ["b", "c", "d"]
    assert sorted(path.name[0] for path in tmp_path.glob("*-*.json")) == ["b", "c", "d"]
    assert len(list(tmp_path.glob("*.words.npy"))) == 1 and not list(tmp_path.glob("*.new"))
    assert not (tmp_path / "damaged.json").exists()


def test_a_model_read_again_says_what_it_said_when_it_was_compiled(tmp_path: Path, weights: Weights) -> None:
    ids, lengths = np.arange(16, dtype=np.int32)[None, :], np.array([16], np.int32)
    said = []
    for _ in range(2):
        found = checked_encoder(tmp_path, "5" * 64, lambda: weights, SHAPE, lambda _: 1.0)
        assert found.encoder
        said.append(found.encoder(ids, ids * 0, lengths).copy())
    np.testing.assert_array_equal(*said)


@pytest.mark.parametrize("kind", ["words.npy", "blob"])
def test_damaged_files_of_a_model_are_not_used_but_made_again(tmp_path: Path, weights: Weights, kind: str) -> None:
    checked_encoder(tmp_path, "6" * 64, lambda: weights, SHAPE, lambda _: 1.0)
    (path,) = tmp_path.glob(f"*.{kind}")
    path.write_bytes(path.read_bytes()[:-8] + bytes(8))
    checks: list[int] = []
    for _ in range(2):
        assert checked_encoder(tmp_path, "6" * 64, lambda: weights, SHAPE, lambda _: checks.append(1) or 1.0).encoder
    assert checks == [1]
