"""article-qa, from a folder of articles to ranked passages; what it reads and publishes is part of its times."""

import hashlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench.systems.serving import Article, Found, serve
from index.embedding import load_embedder
from index.models.modelfiles import DEFAULT_MODEL
from index.sync import sync
from qa.answerer import Answerer


class Ours:
    def __init__(self, models: Path) -> None:
        """`models` keeps the compiled model between runs, as an index folder does between its generations."""
        self._embedder = load_embedder(DEFAULT_MODEL, models)
        self._embedder.embed_query("warm")

    def build(self, articles: list[Article], folder: Path) -> None:
        self._corpus, self._root = folder / "corpus", folder / "index"
        self._corpus.mkdir(parents=True)
        self.add(articles)
        self._answerer = Answerer(self._root, self._embedder)

    def open(self, folder: Path) -> None:
        self._answerer = Answerer(folder / "index", self._embedder)

    def search(self, question: str, limit: int) -> list[Found]:
        hits = self._answerer.search(question, limit=limit)
        return [Found(hit.article.id, hit.passage.start, hit.passage.end) for hit in hits]

    def add(self, articles: list[Article]) -> None:
        for article in articles:
            self._file(article.id).write_text(json.dumps(asdict(article)), "utf-8")
        self._sync()

    def delete(self, article_ids: list[str]) -> None:
        for article_id in article_ids:
            self._file(article_id).unlink()
        self._sync()

    def save(self) -> None:
        """Each sync published."""

    def _file(self, article_id: str) -> Path:
        return self._corpus / f"{hashlib.blake2b(article_id.encode(), digest_size=8).hexdigest()}.jsonl"

    def _sync(self) -> None:
        sync(self._corpus, self._root, DEFAULT_MODEL, lambda _: self._embedder, progress=_unwatched)


def _unwatched(stage: str, done: int, total: int) -> None:
    pass


if __name__ == "__main__":
    serve(lambda model: Ours(Path(sys.argv[2])))  # the model is the one that the program brings, from the same files
