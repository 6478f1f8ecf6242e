"""LlamaIndex: the sentence splitter, HuggingFaceEmbedding and a FAISS store that can delete (developers.llamaindex.ai).

It embeds the title because that is metadata of the document, which it puts before the text unless told otherwise.
"""

from pathlib import Path

import faiss
from llama_index.core import Document, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import BaseNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissMapVectorStore

from bench.systems.serving import Article, Found, serve

DIMENSION = 384


class LlamaIndex:
    def __init__(self, model: str) -> None:
        self._embed = HuggingFaceEmbedding(model_name=model)
        self._embed.get_text_embedding("warm")
        self._splitter = SentenceSplitter(chunk_size=200, chunk_overlap=30)
        self._ids: dict[str, list[str]] = {}

    def build(self, articles: list[Article], folder: Path) -> None:
        self._folder, self._ids = folder, {}
        store = FaissMapVectorStore(faiss_index=faiss.IndexIDMap2(faiss.IndexFlatL2(DIMENSION)))
        context = StorageContext.from_defaults(vector_store=store)
        self._index = VectorStoreIndex(self._nodes(articles), storage_context=context, embed_model=self._embed)
        self.save()

    def open(self, folder: Path) -> None:
        self._folder = folder
        store = FaissMapVectorStore.from_persist_dir(str(folder))
        context = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
        self._index = load_index_from_storage(context, embed_model=self._embed)

    def search(self, question: str, limit: int) -> list[Found]:
        hits = self._index.as_retriever(similarity_top_k=limit).retrieve(question)
        return [Found(h.node.metadata["article_id"], h.node.start_char_idx, h.node.end_char_idx) for h in hits]

    def add(self, articles: list[Article]) -> None:
        self._index.insert_nodes(self._nodes(articles))

    def delete(self, article_ids: list[str]) -> None:
        self._index.delete_nodes([i for a in article_ids for i in self._ids.pop(a)], delete_from_docstore=True)

    def save(self) -> None:
        self._index.storage_context.persist(str(self._folder))

    def _nodes(self, articles: list[Article]) -> list[BaseNode]:
        nodes = self._splitter.get_nodes_from_documents([_document(article) for article in articles])
        for node in nodes:
            self._ids.setdefault(node.metadata["article_id"], []).append(node.node_id)
        return nodes


def _document(article: Article) -> Document:
    return Document(
        text=article.text,
        metadata={"title": article.title, "article_id": article.id},
        excluded_embed_metadata_keys=["article_id"],
    )


if __name__ == "__main__":
    serve(LlamaIndex)
