"""Chroma: a persistent collection with its sentence-transformers function (docs.trychroma.com, "Embedding functions")."""

from pathlib import Path

import chromadb
from chromadb.utils.batch_utils import create_batches
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

from bench.systems.serving import Article, Found, serve
from bench.systems.words import titled, windows

NAME = "articles"


class Chroma:
    def __init__(self, model: str) -> None:
        self._embed = SentenceTransformerEmbeddingFunction(model_name=model)
        self._embed(["warm"])

    def build(self, articles: list[Article], folder: Path) -> None:
        self._client = chromadb.PersistentClient(str(folder))
        self._collection = self._client.create_collection(NAME, embedding_function=self._embed)
        self.add(articles)

    def open(self, folder: Path) -> None:
        self._client = chromadb.PersistentClient(str(folder))
        self._collection = self._client.get_collection(NAME, embedding_function=self._embed)

    def search(self, question: str, limit: int) -> list[Found]:
        found = self._collection.query(query_texts=[question], n_results=limit)
        return [Found(m["article_id"], m["start"], m["end"]) for m in found["metadatas"][0]]

    def add(self, articles: list[Article]) -> None:
        cut = [(article, window) for article in articles for window in windows(article)]
        rows = {
            "ids": [f"{w.article_id}#{w.start}-{w.end}" for _, w in cut],
            "documents": [titled(a, w) for a, w in cut],
            "metadatas": [{"article_id": w.article_id, "start": w.start, "end": w.end} for _, w in cut],
        }
        for ids, _, metadatas, documents in create_batches(self._client, **rows):
            self._collection.add(ids=ids, metadatas=metadatas, documents=documents)

    def delete(self, article_ids: list[str]) -> None:
        self._collection.delete(where={"article_id": {"$in": article_ids}})

    def save(self) -> None:
        """Adding and deleting did."""


if __name__ == "__main__":
    serve(Chroma)
