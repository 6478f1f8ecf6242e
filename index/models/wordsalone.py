"""What stands in an embedder's place when its model cannot be had: an index can still be searched by words."""

import re
from collections.abc import Iterator, Sequence

from index.embedding import EmbedderIdentity, PassageText, PassageVectors
from index.errors import ModelMissing
from index.vectors import Vectors

_WORD = re.compile(r"\w+")


class WordsAlone:
    """Goes by the identity of the embedder that it stands in for, whose vectors it neither makes nor compares."""

    runtime = "no model"

    def __init__(self, identity: EmbedderIdentity, missing: str) -> None:
        """`missing` says why there is no model and what to do."""
        self.identity, self.missing = identity, missing

    def token_starts(self, text: str) -> list[int]:
        """Every word is taken for one that the model knows."""
        return [match.start() for match in _WORD.finditer(text)]

    def embed_passages(self, passages: Sequence[PassageText]) -> Iterator[PassageVectors]:
        raise ModelMissing(self.missing)

    def embed_query(self, query: str) -> Vectors:
        raise ModelMissing(self.missing)
