"""Haystack: its splitter by words, sentence-transformers embedders and the in-memory store (docs.haystack.deepset.ai)."""

from pathlib import Path

from haystack import Document
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from bench.systems.serving import Article, Found, serve


class Haystack:
    def __init__(self, model: str) -> None:
        self._documents = SentenceTransformersDocumentEmbedder(
            model=model, meta_fields_to_embed=["title"], progress_bar=False
        )
        self._question = SentenceTransformersTextEmbedder(model=model, progress_bar=False)
        self._documents.warm_up()
        self._question.warm_up()
        self._question.run("warm")
        self._splitter = DocumentSplitter(split_by="word", split_length=150, split_overlap=20)
        self._splitter.warm_up()

    def build(self, articles: list[Article], folder: Path) -> None:
        self._folder = folder
        self._use(InMemoryDocumentStore(embedding_similarity_function="cosine"))
        self.add(articles)
        self.save()

    def open(self, folder: Path) -> None:
        self._folder = folder
        self._use(InMemoryDocumentStore.load_from_disk(str(folder)))

    def search(self, question: str, limit: int) -> list[Found]:
        vector = self._question.run(question)["embedding"]
        found = self._retriever.run(query_embedding=vector, top_k=limit)["documents"]
        return [_found(document) for document in found]

    def add(self, articles: list[Article]) -> None:
        whole = [Document(content=a.text, meta={"article_id": a.id, "title": a.title}) for a in articles]
        pieces = self._splitter.run(whole)["documents"]
        self._store.write_documents(self._documents.run(pieces)["documents"])

    def delete(self, article_ids: list[str]) -> None:
        self._store.delete_by_filter({"field": "meta.article_id", "operator": "in", "value": article_ids})

    def save(self) -> None:
        self._store.save_to_disk(str(self._folder))

    def _use(self, store: InMemoryDocumentStore) -> None:
        self._store = store
        self._retriever = InMemoryEmbeddingRetriever(store)


def _found(piece: Document) -> Found:
    start = piece.meta["split_idx_start"]
    return Found(piece.meta["article_id"], start, start + len(piece.content))


if __name__ == "__main__":
    serve(Haystack)
