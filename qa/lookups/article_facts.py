"""Who wrote an article, when and where it was published: said from its record, as its text seldom tells."""

from index.records import Article, Filters
from index.retrieval.words import WordIndex
from qa.citing import beginnings, marked_text
from qa.english.asking import asking, first_match
from qa.provenance.recency import day_text
from qa.records import Answer

_TITLE = r"(?:the (?:article|piece|story|report|column) )?[“\"«](?P<title>[^“”\"«»]{2,300})[”\"»]"
_MADE = r"(?:written|published|posted|printed|reported)"


_AUTHOR = asking(
    rf"who (?:wrote|reported|is the (?:author|journalist) of|was the (?:author|journalist) of) {_TITLE}",
    rf"(?:by whom|who) (?:was|is) {_TITLE} {_MADE}(?: by)?",
)
_DAY = asking(rf"when (?:was|did) {_TITLE} (?:{_MADE}|appear|come out)")
_SOURCE = asking(
    rf"who (?:published|posted|printed) {_TITLE}",
    rf"where (?:was|did) {_TITLE} (?:{_MADE}|appear|come out)",
    rf"(?:which|what) (?:news)?(?:paper|site|agency|source|magazine) (?:is|was) {_TITLE} (?:from|in)",
)


def facts_answer(question: str, words: WordIndex, filters: Filters) -> Answer | None:
    """None where the question asks for something else, or no admitted article has the title.

    Of several articles of the title all are cited, by id.
    """
    for patterns, say in ((_AUTHOR, _by), (_DAY, _on), (_SOURCE, _in)):
        if asked := first_match(patterns, question.strip()):
            articles = [words.article(one) for one in _titled(asked["title"], words, filters)]
            lead = " ".join(f"“{article.title}” {say(article)}." for article in articles)
            citations = beginnings(articles)
            return Answer(marked_text(citations), citations, (), True, 1.0, lead=lead) if articles else None
    return None


def _titled(title: str, words: WordIndex, filters: Filters) -> list[str]:
    wanted = _plain(title)
    return [entry.id for entry in words.entries(filters) if _plain(entry.title) == wanted]


def _plain(title: str) -> str:
    return " ".join(title.casefold().rstrip("?!. ").split())


def _by(article: Article) -> str:
    return f"is by {article.author}" if article.author else "names no author"


def _on(article: Article) -> str:
    return f"was published on {day_text(article.published)}" if article.published else "has no date"


def _in(article: Article) -> str:
    return f"is from {article.source}" if article.source else "names no paper"
