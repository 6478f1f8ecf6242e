"""Is a drafted question fair? It must not hold its answer, nor be answered anywhere but where it was drafted from."""

from collections.abc import Sequence

from index.lexical import terms
from index.records import Hit

HELD = 0.9  # of a question's term weight, from which a sentence of another article may answer it as well


def gives_itself_away(question: str, answer: str, title: str) -> bool:
    """Whether the answer stands in the question or in the article's title, which is searched with every passage.

    >>> gives_itself_away("Who led Norway's ministers?", "the ministers of Norway", "Talks on cod")
    True
    """
    return set(terms(answer)) <= {*terms(question), *terms(title)}


def is_answered_elsewhere(article_id: str, hits: Sequence[Hit]) -> bool:
    """Whether a sentence of another article holds what is asked, as one of a wire copy or of a later report does."""
    others = (sentence for hit in hits if hit.article.id != article_id for sentence in hit.sentences)
    return any(sentence.coverage >= HELD for sentence in others)


def is_told_of(name: str, hits: Sequence[Hit]) -> bool:
    """Whether an article that the search finds mentions the name anywhere, so that it might answer all the same."""
    wanted = set(terms(name))
    return any(wanted <= {*terms(hit.article.title), *terms(hit.article.text)} for hit in hits)
