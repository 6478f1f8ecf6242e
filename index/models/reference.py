"""Any sentence-transformers model, as that library runs it. Its only importer, inside the constructor: it takes seconds."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from index.embedding import QUERY_CHARS, EmbedderIdentity, PassageText, PassageVectors, pooled, unit
from index.errors import ModelMissing
from index.models.modelfiles import ModelFiles
from index.vectors import Vectors

_BATCH = 32


class SentenceTransformerEmbedder:
    """The portable path, and what every faster one is checked against.

    A model that does not pool by the mean gets its sentences embedded alone: their tokens are not to be averaged.
    """

    runtime = "sentence-transformers"

    def __init__(self, files: ModelFiles) -> None:
        """Raises ModelMissing when it cannot be loaded, EmbedderMismatch when the default's weights are not the official ones."""
        files.refuse_other_weights()
        self._model: Any = _load(files)
        self._tokenizer: Any = self._model.tokenizer
        self._pools_by_mean = files.pools_by_mean()
        query, passage = files.prefixes()
        self.identity = EmbedderIdentity(
            name=files.name,
            sha256=files.sha256(),
            dimension=int(self._model.get_embedding_dimension()),
            max_tokens=int(self._model.max_seq_length or 512),
            query_prefix=query,
            passage_prefix=passage,
        )

    def token_starts(self, text: str) -> list[int]:
        # The raw tokenizer: the wrapped one cuts at the model's window and warns about what it cuts.
        encoding = self._tokenizer.backend_tokenizer
        encoding.no_truncation()
        encoding.no_padding()
        return [start for start, _ in encoding.encode(text, add_special_tokens=False).offsets]

    def embed_passages(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        remaining = iter(passages)
        while batch := list(islice(remaining, _BATCH * 8)):  # sorted by length within, so that little is padding
            yield from self._embed_batch(batch)

    def embed_query(self, query: str) -> Vectors:
        text = self.identity.query_prefix + query[:QUERY_CHARS]
        return unit(self._encode([text], "sentence_embedding")[0])

    def _embed_batch(self, batch: list[PassageText]) -> list[PassageVectors]:
        prefix = self.identity.passage_prefix
        texts = [prefix + p.text for p in batch]
        if self._pools_by_mean:
            tokens = self._encode(texts, "token_embeddings")
            return [
                pooled(of.float().numpy(), self._offsets(text, len(of)), p.sentences, len(prefix))
                for of, text, p in zip(tokens, texts, batch, strict=True)
            ]
        alone = [prefix + p.text[start:end] for p in batch for start, end in p.sentences]
        vectors = iter(unit(self._encode(alone, "sentence_embedding")))
        whole = unit(self._encode(texts, "sentence_embedding"))
        return [
            PassageVectors(w, np.array(list(islice(vectors, len(p.sentences)))))
            for w, p in zip(whole, batch, strict=True)
        ]

    def _offsets(self, text: str, tokens: int) -> list[tuple[int, int]]:
        window = self.identity.max_tokens
        read = self._tokenizer(text, return_offsets_mapping=True, truncation=True, max_length=window)
        return read["offset_mapping"][:tokens]  # type: ignore[no-any-return]

    def _encode(self, texts: list[str], what: str) -> Any:
        return self._model.encode(
            texts,
            output_value=what,
            batch_size=_BATCH,
            show_progress_bar=False,
            convert_to_numpy=what == "sentence_embedding",
        )


def _load(files: ModelFiles) -> Any:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # a bar of its own for 0.1 s of loading
    try:
        return SentenceTransformer(str(files.folder), trust_remote_code=False, model_kwargs={"use_safetensors": True})
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"the embedding model {files.name!r} cannot be loaded: {str(error).splitlines()[0]}"
        ) from error
