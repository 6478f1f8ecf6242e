"""LangChain: the recursive splitter, HuggingFaceEmbeddings and the FAISS store (docs.langchain.com, vectorstores/faiss)."""

from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from bench.systems.serving import Article, Found, serve


class LangChain:
    def __init__(self, model: str) -> None:
        self._embeddings = HuggingFaceEmbeddings(model_name=model, encode_kwargs={"normalize_embeddings": True})
        self._embeddings.embed_query("warm")
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=900, chunk_overlap=120, add_start_index=True)
        self._ids: dict[str, list[str]] = {}

    def build(self, articles: list[Article], folder: Path) -> None:
        self._folder, self._ids = folder, {}
        documents = self._documents(articles)
        self._store = FAISS.from_documents(documents, self._embeddings, ids=[_id(d) for d in documents])
        self.save()

    def open(self, folder: Path) -> None:
        self._folder = folder
        self._store = FAISS.load_local(str(folder), self._embeddings, allow_dangerous_deserialization=True)

    def search(self, question: str, limit: int) -> list[Found]:
        return [_found(document) for document in self._store.similarity_search(question, k=limit)]

    def add(self, articles: list[Article]) -> None:
        documents = self._documents(articles)
        self._store.add_documents(documents, ids=[_id(d) for d in documents])

    def delete(self, article_ids: list[str]) -> None:
        self._store.delete([id for article_id in article_ids for id in self._ids.pop(article_id)])

    def save(self) -> None:
        self._store.save_local(str(self._folder))

    def _documents(self, articles: list[Article]) -> list[Document]:
        whole = [Document(a.text, metadata={"article_id": a.id, "title": a.title}) for a in articles]
        pieces = self._splitter.split_documents(whole)
        for piece in pieces:
            piece.metadata["end"] = piece.metadata["start_index"] + len(piece.page_content)
            piece.page_content = f"{piece.metadata['title']}\n{piece.page_content}"
            self._ids.setdefault(piece.metadata["article_id"], []).append(_id(piece))
        return pieces


def _id(piece: Document) -> str:
    return f"{piece.metadata['article_id']}#{piece.metadata['start_index']}-{piece.metadata['end']}"


def _found(piece: Document) -> Found:
    return Found(piece.metadata["article_id"], piece.metadata["start_index"], piece.metadata["end"])


if __name__ == "__main__":
    serve(LangChain)
