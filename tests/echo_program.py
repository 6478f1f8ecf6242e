"""A program for the bench that needs no environment: it finds the articles whose titles stand in the question."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench.systems.serving import Article, Found, serve


class Echo:
    def __init__(self, model: str) -> None:
        sys.stdout.write(f"a library that prints: {model}\n")
        self._articles: dict[str, Article] = {}

    def build(self, articles: list[Article], folder: Path) -> None:
        self._file, self._articles = folder.with_suffix(".json"), {}
        self.add(articles)
        self.save()

    def open(self, folder: Path) -> None:
        read = json.loads(folder.with_suffix(".json").read_text("utf-8"))
        self._articles = {row["id"]: Article(**row) for row in read}

    def search(self, question: str, limit: int) -> list[Found]:
        if question == "crash":
            raise ValueError("the question was crash")
        return [Found(a.id, 0, len(a.text)) for a in self._articles.values() if a.title in question][:limit]

    def add(self, articles: list[Article]) -> None:
        self._articles |= {article.id: article for article in articles}

    def delete(self, article_ids: list[str]) -> None:
        for article_id in article_ids:
            del self._articles[article_id]

    def save(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps([asdict(article) for article in self._articles.values()]), "utf-8")


if __name__ == "__main__":
    serve(Echo)
