"""txtai with its hybrid index: BM25 and vectors, weighted half and half (neuml.github.io/txtai/embeddings)."""

from pathlib import Path

from txtai import Embeddings

from bench.systems.serving import Article, Found, serve
from bench.systems.words import titled, windows


class Txtai:
    def __init__(self, model: str) -> None:
        self._model = model
        self._embeddings = self._empty()
        self._embeddings.batchtransform(["warm"])
        self._windows: dict[str, list[Found]] = {}

    def build(self, articles: list[Article], folder: Path) -> None:
        self._folder, self._windows = folder, {}
        self._embeddings.index(self._rows(articles))
        self.save()

    def open(self, folder: Path) -> None:
        self._folder = folder
        self._embeddings.load(str(folder))

    def search(self, question: str, limit: int) -> list[Found]:
        hits = self._embeddings.search(question, limit)
        return [_found(hit["id"]) for hit in hits]

    def add(self, articles: list[Article]) -> None:
        self._embeddings.upsert(self._rows(articles))

    def delete(self, article_ids: list[str]) -> None:
        self._embeddings.delete([_id(window) for id in article_ids for window in self._windows.pop(id)])

    def save(self) -> None:
        self._embeddings.save(str(self._folder))

    def _empty(self) -> Embeddings:
        return Embeddings(path=self._model, hybrid=True, content=True)

    def _rows(self, articles: list[Article]) -> list[tuple[str, str]]:
        self._windows |= {article.id: windows(article) for article in articles}
        return [(_id(window), titled(article, window)) for article in articles for window in self._windows[article.id]]


def _id(window: Found) -> str:
    return f"{window.article_id}#{window.start}-{window.end}"


def _found(id: str) -> Found:
    article_id, _, span = id.rpartition("#")
    start, _, end = span.partition("-")
    return Found(article_id, int(start), int(end))


if __name__ == "__main__":
    serve(Txtai)
