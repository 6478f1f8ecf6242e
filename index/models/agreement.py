"""How near one embedder's vectors come to another's, and the answers of sentence-transformers that are kept for it.

What the default model has to answer is known as long as its weights are the official ones: its answers lie in the
package, so that the first indexing need not load torch, which takes seconds and most of a gigabyte, to compare.
`python -m index.models.agreement` makes that file anew.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.embedding import Embedder, PassageText
from index.models.modelfiles import DEFAULT_MODEL, DEFAULT_SHA256, find_model
from index.vectors import Vectors

KEPT = Path(__file__).parent / "default_answers.safetensors"

_PROBES = (
    "On Monday the harbour was closed.",
    "It reopened 9 days later, at a cost of €1,250,000!",
    "Die Brücke über den Fluß wurde gesperrt.",
    "“Nobody was hurt,” said Zoë O’Neill-García.",
    "長い橋が再開した。",
    "supercalifragilisticexpialidocious 🚢 hyper-textual",
    "Who knew?",
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What an embedder makes of the probes."""

    settings: str  # a digest of its identity but the name, and of where it cuts: unequal, and no vector compares
    vectors: Vectors  # (n, d) unit vectors


def answers_of(embedder: Embedder) -> Answers:
    texts = [_probe(n) for n in range(1, 25)]
    identity = {name: value for name, value in asdict(embedder.identity).items() if name != "name"}
    stated = json.dumps([identity, [embedder.token_starts(text.text) for text in texts]], sort_keys=True)
    vectors = [embedder.embed_query(text.text[:300]) for text in texts[:8]]
    for found in embedder.embed_passages(texts):
        vectors += [found.passage, *found.sentences]
    return Answers(hashlib.sha256(stated.encode()).hexdigest(), np.array(vectors, dtype=np.float32))


def agreement(one: Answers, other: Answers) -> float:
    """The smallest cosine between two vectors of the same text; -1 where the embedders are not even set alike."""
    if one.settings != other.settings:
        return -1.0
    return float((one.vectors * other.vectors).sum(axis=1).min())


def kept_answers(weights_sha256: str) -> Answers | None:
    """What sentence-transformers gave with these weights; None for other weights than the default model's."""
    if weights_sha256 != DEFAULT_SHA256:
        return None
    from safetensors import safe_open

    with safe_open(KEPT, "numpy") as file:
        vectors = file.get_tensor("vectors").astype(np.float32)
        # Half precision shortens a vector by some millionths.
        return Answers(file.metadata()["settings"], vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def _probe(sentences: int) -> PassageText:
    """A text of some lines, each a sentence: short ones and ones beyond the window, so that batches are padded."""
    lines = [_PROBES[(sentences * 3 + i) % len(_PROBES)] for i in range(sentences)]
    ends = np.cumsum([len(line) + 1 for line in lines])
    return PassageText(
        "\n".join(lines), tuple((int(end) - len(line) - 1, int(end) - 1) for line, end in zip(lines, ends, strict=True))
    )


def _keep() -> None:
    from safetensors.numpy import save_file

    from index.models.reference import SentenceTransformerEmbedder

    answers = answers_of(SentenceTransformerEmbedder(find_model(DEFAULT_MODEL)))
    save_file({"vectors": answers.vectors.astype(np.float16)}, KEPT, metadata={"settings": answers.settings})


if __name__ == "__main__":
    _keep()
