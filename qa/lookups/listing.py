"""Questions that ask for articles themselves: which, how many, a timeline. Answered from metadata and the postings, exactly.

An article mentions something when its words stand side by side (stems, stop words left out) in one of its sentences or
in its title. Every article that is counted is cited with the first such sentence, or with its beginning where nothing has
to be mentioned.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.bylines import bylines, names_in
from index.lexical import terms
from index.records import Article, Filters, Span
from index.retrieval.words import Holding, WordIndex
from index.store import Entry
from qa.beginning import beginning, stating_first
from qa.citing import marked_text
from qa.dates import TimeReading
from qa.english.tagging import words_of
from qa.english.words import Tag
from qa.lookups.contributors import named_by
from qa.lookups.wanted import Wanted, happened_to, in_time, wanted_articles, written_about
from qa.provenance.recency import day_text
from qa.records import Answer, Citation


@dataclass(frozen=True, slots=True)
class Mention:
    """An article of the list and the sentence that it is cited with."""

    article: Article
    start: int
    end: int


def listing_answer(
    question: str, words: WordIndex, filters: Filters, reading: TimeReading | None
) -> tuple[Answer, Filters] | None:
    """The list that is asked for, newest first (a timeline oldest first), and the filters that it passed."""
    wanted = wanted_articles(question, reading) or _by_an_author(question, words, reading)
    return _listed(wanted, words, filters, reading) if wanted else None


def happenings(
    question: str, words: WordIndex, filters: Filters, reading: TimeReading | None
) -> tuple[Answer, Filters] | None:
    """For "What happened to …?" of a time, which no sentence answers: what was published of it then."""
    wanted = happened_to(question, reading)
    return _listed(wanted, words, filters, reading) if wanted else None


def _listed(
    wanted: Wanted, words: WordIndex, filters: Filters, reading: TimeReading | None
) -> tuple[Answer, Filters] | None:
    """The list of what is wanted; None where it is not known whose, or it is empty and may be no list that is asked for."""
    filters = in_time(filters, reading)
    if wanted.author:
        narrowed = _of_whom(wanted, words, filters)
        if narrowed is None:
            return None
        wanted, filters = narrowed
    count, found = _chosen(wanted, words, filters)
    # "Who wrote about the Kestrel strike?", which no text has in a row
    if not found and wanted.by_whom and not any(map(_tells, wanted.phrases)):
        wanted = replace(wanted, phrases=tuple(word for one in wanted.phrases for word in one.split() if terms(word)))
        count, found = _chosen(wanted, words, filters)
    # What is told in other words, or of long ago, or "the fire came first", is a question like any other.
    if not found and (wanted.told or wanted.oldest_first or any(_tells(phrase) for phrase in wanted.phrases)):
        return None
    lead = _lead(wanted, filters, count, len(found))
    if wanted.by_whom:
        whose = named_by(wanted.by_whom, [mention.article for mention in found])
        lead += f" {'They name' if count > 1 else 'It names'} {whose}"
    citations = [Citation.of(number, m.article, (m.start, m.end)) for number, m in enumerate(found, start=1)]
    text = marked_text(citations) if citations else lead
    return Answer(text, tuple(citations), (), bool(citations), 1.0, lead=lead if citations else ""), filters


def _by_an_author(question: str, words: WordIndex, reading: TimeReading | None) -> Wanted | None:
    """What "What has Ada Lind written about?" asks of an author."""
    name = written_about(question, reading)
    if name is None or len(_authors_called(name, words.entries(Filters()))) != 1:
        return None
    return Wanted(author=name, written=True)


def _tells(phrase: str) -> bool:
    """Whether it has a verb or an adverb, so that it is more than the name of a thing: "the harbour most often"."""
    return any(word.tag in {Tag.VERB, Tag.AUXILIARY, Tag.ADVERB} for word in words_of(phrase))


def _chosen(wanted: Wanted, words: WordIndex, filters: Filters) -> tuple[int, list[Mention]]:
    """How many admitted articles are wanted, and the first `most` of them in order; undated ones last, ties by id."""
    excluded = {one for phrase in wanted.without for one in _mentioned_in(phrase, words, filters)}
    if wanted.by_others:
        theirs = Filters(author=wanted.author) if wanted.written else Filters(source=wanted.author)
        excluded.update(entry.id for entry in words.entries(theirs))
    if wanted.phrases:
        candidates = [one for one in _candidates(wanted, words, filters) if one not in excluded]
        chosen = [m for one in candidates if (m := _mention(wanted, words.article(one)))]
        chosen.sort(key=lambda mention: _order(wanted, mention.article.published, mention.article.id))
        return len(chosen), chosen[: wanted.most]
    entries = [entry for entry in words.entries(filters) if entry.id not in excluded]
    entries.sort(key=lambda entry: _order(wanted, entry.published, entry.id))
    listed = (words.article(entry.id) for entry in entries[: wanted.most])
    return len(entries), [Mention(article, *beginning(article)) for article in listed]


def _mentioned_in(phrase: str, words: WordIndex, filters: Filters) -> Iterator[str]:
    """Ids of the admitted articles that mention it."""
    for one in words.holding(terms(phrase), filters):
        if _first_place(terms(phrase), words.article(one.entry.id)):
            yield one.entry.id


def _candidates(wanted: Wanted, words: WordIndex, filters: Filters) -> list[str]:
    """Ids of the articles that hold the words of each phrase in one sentence or the title, though perhaps not in a row."""
    held: list[list[Holding]] = [words.holding(terms(phrase), filters) for phrase in wanted.phrases]
    ids = [{one.entry.id for one in of_phrase} for of_phrase in held]
    return sorted(set.union(*ids) if wanted.any_of else set.intersection(*ids))


def _mention(wanted: Wanted, article: Article) -> Mention | None:
    """Where the article mentions the first of the phrases that it has; None where it lacks one that it must have."""
    places = [_first_place(terms(phrase), article) for phrase in wanted.phrases]
    found = [place for place in places if place]
    if not found or (len(found) < len(places) and not wanted.any_of):
        return None
    return Mention(article, *found[0])


def _first_place(phrase: Sequence[str], article: Article) -> Span | None:
    """The first sentence with the phrase; the first of all where only the title has it; None where neither has."""
    spans = stating_first(article)
    for start, end in spans:
        if _in_a_row(phrase, terms(article.text[start:end])):
            return start, end
    return spans[0] if spans and _in_a_row(phrase, terms(article.title)) else None


def _in_a_row(phrase: Sequence[str], text: Sequence[str]) -> bool:
    return any(list(text[i : i + len(phrase)]) == list(phrase) for i in range(len(text) - len(phrase) + 1))


def _of_whom(wanted: Wanted, words: WordIndex, filters: Filters) -> tuple[Wanted, Filters] | None:
    """What is wanted, and the filters with the author or the paper that is named; None where that may be several.

    A name that is no article's author or paper wrote none of them, if the question speaks of writing; else it is something
    that they mention.
    """
    name, entries = wanted.author or "", words.entries(Filters())
    authors = _authors_called(name, entries)
    papers = _called(name, (entry.source for entry in entries if entry.source))
    author = authors[0] if len(authors) == 1 else name if wanted.written and not authors else None
    paper = papers[0] if len(papers) == 1 and not authors and not author else None
    if wanted.by_others:
        whom = author or paper
        return (replace(wanted, author=whom, written=author is not None), filters) if whom else None
    if author:
        return wanted, replace(filters, author=filters.author or author)
    if paper:
        return wanted, replace(filters, source=filters.source or paper)
    if not wanted.phrases and not authors and not papers:
        return replace(wanted, phrases=(name,)), filters
    return None


def _authors_called(name: str, entries: Iterable[Entry]) -> list[str]:
    authors = (entry.author for entry in entries if entry.author)
    return _called(name, (one for author in authors for one in (author, *names_in(author))))


def _called(name: str, known: Iterable[str]) -> list[str]:
    """The name as it is given, if it is known; else the known names that it is a part of: "Ada Lind" for "Lind"."""
    low = name.casefold()
    every = {one.casefold(): one for one in known}
    if low in every:
        return [name]
    return [every[one] for one in sorted(every) if f" {low} " in f" {one} " and len(bylines(one)) == 1]


def _order(wanted: Wanted, published: date | None, article_id: str) -> tuple[bool, int, str]:
    day = published.toordinal() if published else 0
    return published is None, day if wanted.oldest_first else -day, article_id


def _lead(wanted: Wanted, filters: Filters, count: int, listed: int) -> str:
    what = f"{count:,} articles" if count > 1 else ("1 article" if count else "No article")
    others = _said_of_others(wanted, count) if wanted.by_others else ""
    about = _said_of(wanted, several=count > 1)
    rest = "" if listed == count else _said_of_the_rest(wanted, listed)
    return f"{what}{_counted_among(filters)}{others}{about}.{rest}"


def _said_of_the_rest(wanted: Wanted, listed: int) -> str:
    end = "oldest" if wanted.oldest_first else "newest"
    return f" The {end} {listed} are listed." if listed > 1 else f" The {end} is listed."


def _said_of_others(wanted: Wanted, count: int) -> str:
    """Articles that name nobody are not said to be by others."""
    tells_more = bool(wanted.phrases or wanted.without)
    if not count:
        whose = "by others" if wanted.written else "from elsewhere"
        return f" {'' if tells_more else 'is '}{whose} than {wanted.author}"
    whose = f"{'their' if count > 1 else 'its'} {'author' if wanted.written else 'paper'}"
    return f"{' that' if tells_more else ''} {'do' if count > 1 else 'does'} not name {wanted.author} as {whose}"


def _said_of(wanted: Wanted, *, several: bool) -> str:
    joined = (" or " if wanted.any_of else " and ").join(f"“{phrase}”" for phrase in wanted.phrases)
    without = " or ".join(f"“{phrase}”" for phrase in wanted.without)
    if not wanted.phrases:
        return f" {'are' if several else 'is'} without a mention of {without}" if without else ""
    return f" {'mention' if several else 'mentions'} {joined}" + (f" but not {without}" if without else "")


def _counted_among(filters: Filters) -> str:
    """Which articles were counted, where not all were."""
    first, last = filters.after, filters.before
    days = [("on", first)] if first == last else [("from" if last else "since", first), ("until", last)]
    parts = (
        "of those chosen" if filters.article_ids is not None else "",
        f"by {filters.author}" if filters.author else "",
        f"from {filters.source}" if filters.source else "",
        " ".join(["published", *(f"{word} {day_text(day)}" for word, day in days if day)])
        if any(d for _, d in days)
        else "",
    )
    return "".join(f" {part}" for part in parts if part)
