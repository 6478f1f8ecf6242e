"""The forward pass of a BERT body, compiled for this processor. The only importer of openvino.

One `Encoder` runs any weights of that shape, so the embedder and a reader with heads of its own share it. Heads are the
caller's: a linear layer over hidden states is one line of numpy.

    encoder = checked_encoder(index / "models", digest_of_weights, read_weights, BertShape.of(config), check).encoder
    hidden = encoder(token_ids, segment_ids, lengths)        # (rows, tokens, width) float32
    relevance = hidden[:, 0] @ w.T + b                       # a head on [CLS]
    starts = hidden @ v + c                                  # a head on every token
"""

import hashlib
import json
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.models.bert import GRAPH, WORDS, BertShape, Hidden, TokenIds, Weights, graph
from index.models.keptmodel import KeptFiles
from index.rowfile import FamiliarRows

Rows = Callable[[npt.NDArray[np.integer[Any]]], Hidden]

AGREEMENT = 0.9995  # smallest cosine to the reference with which a compiled model may be used
# The first call of a model takes 50 ms more: it is made with this when a kept one is opened, not when somebody waits.
_SHORTEST = np.ones((1, 16), np.int32), np.zeros((1, 16), np.int32), np.ones(1, np.int32)
_FAMILIAR = 4096  # words whose vectors stay in memory: 6 MB
_IMPORTING = threading.Lock()  # `_openvino` hides a module from the whole program while it imports


class Encoder:
    """Hidden states of the last layer. Safe to share between threads."""

    def __init__(self, compiled: Any, words: Rows, precision: str, memory: Any = None) -> None:
        """`words` gives the vectors (n, width) of token ids (n,), which ascend; `memory` is what the other weights lie in,
        where they were not copied."""
        self._compiled, self._words, self._memory = compiled, words, memory
        self.precision = precision  # the number format that it computes in, as openvino names it

    def __call__(self, token_ids: TokenIds, segment_ids: TokenIds, lengths: TokenIds) -> Hidden:
        """(rows, tokens, width) for ids of shape (rows, tokens), of which the first `lengths[row]` are read.

        What stands beyond a row's length changes nothing before it, and its own hidden states mean nothing.
        Every new shape costs some milliseconds once: round `tokens` up, to a multiple of 16 say.
        """
        ids, places = np.unique(token_ids, return_inverse=True)
        words = self._words(ids)[places.reshape(token_ids.shape)]
        request = self._compiled.create_infer_request()  # one of its own: a later call leaves this result alone
        return request.infer([words, segment_ids, lengths], share_inputs=True, share_outputs=True)[0]  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Checked:
    """A compiled model and how near it came to the reference. `encoder` is None where that was not near enough."""

    encoder: Encoder | None
    cosine: float


def checked_encoder(
    folder: Path,
    weights_sha256: str,
    weights: Callable[[], Weights],
    shape: BertShape,
    check: Callable[[Encoder], float],
) -> Checked:
    """The compiled model of these weights: from `folder`, or compiled now, checked, and kept there.

    `check` runs once, after compiling: the smallest cosine of what the model gives to what it should give, padded
    batches among it. Of the number formats that the processor computes in, the quickest is taken that passes.
    Raises ImportError where openvino is not installed.
    """
    for precision in _precisions():
        files = KeptFiles(folder, f"{weights_sha256[:16]}-{_runtime_digest(shape, precision)}")
        checked = _compiled_before(files, precision) or _compiled_now(files, weights, shape, precision, check)
        if checked.encoder:
            break
    return checked


def _compiled_before(files: KeptFiles, precision: str) -> Checked | None:
    """None where nothing usable is kept, or openvino refuses it: it was made by another build of the same version."""
    kept = files.read()
    if kept and not kept.cosine >= AGREEMENT:  # or not a number
        return Checked(None, kept.cosine)
    if kept is None or kept.model is None:
        return None
    try:
        tensor = _openvino().Tensor(kept.model.blob, shared_memory=True)
        compiled = _core().import_model(tensor, "CPU", {})
        encoder = Encoder(
            compiled, FamiliarRows(kept.model.open_words(), _FAMILIAR).read, precision, memory=(kept.model.blob, tensor)
        )
        encoder(*_SHORTEST)
    except (RuntimeError, OSError, ValueError):
        return None
    return Checked(encoder, kept.cosine)


def _compiled_now(
    files: KeptFiles,
    weights: Callable[[], Weights],
    shape: BertShape,
    precision: str,
    check: Callable[[Encoder], float],
) -> Checked:
    read = weights()
    compiled, words = _compile(read, shape, precision), np.ascontiguousarray(read[WORDS], np.float32)
    del read  # the compiled model has a copy
    encoder = Encoder(compiled, words.__getitem__, precision)
    cosine = check(encoder)
    passed = cosine >= AGREEMENT
    files.write(cosine, runtime_name(precision), (compiled.export_model().getbuffer(), words) if passed else None)
    return Checked(encoder if passed else None, cosine)


def runtime_name(precision: str) -> str:
    """What runs the model, for people: name, version and number format. Raises ImportError without openvino."""
    return f"openvino {_openvino().__version__.split('-')[0]}, {precision}"


def quickest_rows(precision: str) -> int:
    """Rows of a batch. bf16 tiles want many; in fp32 the work of eight rows still fits the processor's cache, so that they
    take a tenth less time than sixteen, and 35 MB less."""
    return 16 if precision == "bf16" else 8


def _runtime_digest(shape: BertShape, precision: str) -> str:
    """Equal where a compiled model may be used as it is: same program, library, processor and number format."""
    processor = [_core().get_property("CPU", name) for name in ("FULL_DEVICE_NAME", "OPTIMIZATION_CAPABILITIES")]
    stated = json.dumps([GRAPH, asdict(shape), _openvino().__version__, precision, str(processor)])
    return hashlib.sha256(stated.encode()).hexdigest()[:16]


def _precisions() -> tuple[str, ...]:
    """Quickest first; bf16 only where the processor computes in it: elsewhere it is emulated, many times slower than fp32."""
    return ("bf16", "f32") if "BF16" in _core().get_property("CPU", "OPTIMIZATION_CAPABILITIES") else ("f32",)


def _openvino() -> Any:
    with _IMPORTING:
        if "openvino" not in sys.modules:
            # Importing openvino imports its model converter, which reports the import to a statistics server.
            # Without the converter, which is not needed here, nothing is sent, and the import takes half the time.
            sys.modules["openvino.tools.ovc"] = None  # type: ignore[assignment]
            try:
                import openvino  # noqa: F401
            finally:
                del sys.modules["openvino.tools.ovc"]
    return sys.modules["openvino"]


@cache
def _core() -> Any:
    return _openvino().Core()


def _compile(weights: Weights, shape: BertShape, precision: str) -> Any:
    options = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": precision}
    return _core().compile_model(graph(_openvino(), weights, shape), "CPU", options)
