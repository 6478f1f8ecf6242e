"""Questions that ask for articles themselves: which, how many, a timeline. Answered from metadata and the postings, exactly.

An article mentions something when its words stand side by side (stems, stop words left out) in one of its sentences or
in its title. Every article that is counted is cited with the first such sentence, or with its beginning where nothing has
to be mentioned.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.bylines import bylines
from index.lexical import terms
from index.records import Article, Filters
from index.store import Entry
from index.words import Holding, WordIndex
from qa.beginning import beginning, stating_first
from qa.citing import marked_text
from qa.dates import TimeExpression, TimeReading
from qa.followups.tagging import words_of
from qa.followups.words import Tag
from qa.recency import day_text
from qa.records import Answer, Citation
from qa.whole_lists import asks_for_all, end_of_a_list

LISTED = 200  # cited at most; the count is of all
_ARTICLES = r"(?:articles?|stories|story|pieces?|reports?|columns?|texts?)"
_NOT = r"(?:(?:do|does|did|have|has|are|is|were) ?)?(?:not|n['’]?t|never)"
_MENTION = (
    rf"(?:that |which )?(?:(?P<never>{_NOT}) |(?:do|does|did|have|has) )?"
    r"(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|nam(?:e|es|ed|ing)"
    r"|discuss(?:es|ed|ing)?|cover(?:s|ed|ing)?|talk(?:s|ed|ing)? about|writ(?:e|es|ing) about|deal(?:s|t|ing)? with"
    r"|contain(?:s|ed|ing)?|are (?:there )?(?:about|on)|is about|were (?:there )?(?:about|on)|about|on)"
)
_ASK = (
    rf"(?:which|what) (?:of (?:the|your|my|our) )?{_ARTICLES}|how many (?:of (?:the|your|my|our) )?{_ARTICLES}"
    rf"|(?:(?:please )?(?:list|show|find|give)(?: me)?|count) (?:all )?(?:of )?(?:the |your |my |our )?{_ARTICLES}"
)
# "Articles that do not mention the harbour": a list is asked for without "which".
_BARE = re.compile(
    r"^(?:all )?(?:(?:of )?(?:the|my|your|our) )?(?=articles (?:that|which|about|on|not|(?:written )?by"
    r"|(?:mention|nam|discuss|cover|contain)ing|(?:referr|talk|writ|deal)ing (?:to|about|with)) )",
    re.IGNORECASE,
)
_STAFF = r"desk|staff|team|newsroom|bureau|correspondents?|reporters?|editors?"  # behind a name, in small letters
_AUTHOR = rf"(?P<author>(?-i:[A-Z][\w.’'-]+(?: (?:of |de |van |von )?[A-Z][\w.’'-]+)*(?: (?:{_STAFF})\b)?))"
_END = r"(?: are there| do (?:you|we) have)?[?.! ]*$"
_LIST = re.compile(
    rf"^(?:and )?(?:{_ASK})(?: (?:are|were|do we have|do you have|have you got))?(?: there)?"
    rf"(?: (?:(?P<written>(?:written )?by)|from|in)(?: the)? {_AUTHOR})?(?: published)? {_MENTION} (?P<about>.+?){_END}",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"^(?:and )?(?:{_ASK})(?: (?:are|were|did|have|has))?(?: there)?(?: (?:(?P<by>(?:written )?by)|from)(?: the)?)? "
    rf"{_AUTHOR}(?P<wrote> (?:write|written|wrote))?{_END}",
    re.IGNORECASE,
)
# Of articles only where the name is an author's: anybody may have written about something.
_WROTE_ABOUT = re.compile(
    rf"^(?:and )?what (?:else )?(?:did|has|have) {_AUTHOR} (?:write|written) about{_END}", re.IGNORECASE
)
# "What articles are on sale?" asks for goods; "articles on strikes" and "on the board games of Oslo" may be asked for.
_KEPT_ON = r"sale|display|show|offer|loan|view|exhibit(?:ion)?|order|hold|hand"
_BEING_ON = (
    r"fire|strike|trial|tape|film|stage|top|tv|television|air|radio|shel(?:f|ves)|table|menu|board|walls?|desk|list|agenda"
    r"|floor|ground|market|internet|web|website|page|cover"
)
_NO_TEXTS = re.compile(
    rf"^(?:and )?(?:{_ASK})(?: (?:that|which))?(?P<be> (?:are|were))?(?: there)?(?: (?:still|now|currently))? on"
    rf" (?:(?:{_KEPT_ON})\b|(?(be)|(?!))(?:the |an? |[\w’'-]+['’]s? )*(?:{_BEING_ON})(?=[?.!, ]*$| (?:in|at|of|near|today|tonight)\b))",
    re.IGNORECASE,
)
_ANYONE_BUT = r"(?:any(?:one|body)|some(?:one|body)|others?)(?: else)? (?:but|than|except|other than|apart from)"
_NOT_BY = tuple(  # the groups ask the same without the denial
    re.compile(rf"^(?P<asked>(?:and )?(?:{_ASK}){pattern}", re.IGNORECASE)
    for pattern in (
        r")(?: (?:that|which))?(?: (?:are|were))?(?:n['’]?t| not)(?P<rest>(?: written)? by | from )",
        rf"(?: (?:are|were))?)(?P<rest>(?: written)? by ){_ANYONE_BUT} ",
        rf" (?:did|has|have))n['’]?t(?P<rest> {_AUTHOR} (?:write|written))",
        rf" (?:did|has|have) {_AUTHOR})(?: (?:not|never))(?P<rest> (?:write|written))",
    )
)
_TIMELINE = re.compile(
    r"^(?:(?:please )?(?:show|give|make|draw)(?: me| us)? )?(?:an? |the )?timeline (?:of|for|on|about) (?P<about>.+?)[?.! ]*$",
    re.IGNORECASE,
)
# "the harbour but not the mayor"; "a world without war" may be a thing
_BUT_NOT = re.compile(
    rf"(?P<kept>.+?),? (?:(?:but|and|yet) {_NOT}|(?:(?:but|and|yet) )?"
    rf"(?:{_NOT} (?:mention|name|discuss|cover|refer to|talk about)|without (?:mentioning|naming))) (?P<without>.+)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"neither (.+) nor (.+)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]+)[”\"»]")
# "no harbour", not "No Country for Old Men"
_DENIES = re.compile(
    r"^(?:no|not|nothing|neither|none|never|only)\b|\b(?:nor|except|excluding|other than|apart from)\b"
)
_NO_THING = re.compile(r"^(?:it|this|that|them|these|those|him|her)$", re.IGNORECASE)
_TIME_LIKE = re.compile(
    r"^(?:in|since|before|after|from|during|last|this|between|until|published|on|over|within)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are asked for."""

    phrases: tuple[str, ...]  # all have to be mentioned, or `any_of` them; none: metadata and `without` alone decide
    author: str | None  # or paper
    oldest_first: bool  # a timeline
    any_of: bool = False
    written: bool = False  # the question says that it is an author: "by Ada Lind"
    by_others: bool = False  # than the author, or from elsewhere than the paper
    without: tuple[str, ...] = ()  # none of these is mentioned
    most: int = LISTED  # as many are cited


@dataclass(frozen=True, slots=True)
class Mention:
    """An article of the list and the sentence that it is cited with."""

    article: Article
    start: int
    end: int


def wanted_articles(question: str, reading: TimeReading | None) -> Wanted | None:
    """What the question asks a list or a count of; None where it asks for anything but articles.

    >>> wanted = wanted_articles("Which articles by Ada Lind mention the harbour?", None)
    >>> wanted.phrases, wanted.author
    (('the harbour',), 'Ada Lind')
    """
    plain = _without_times(question, reading)
    if asks_for_all(plain, timed=bool(_published_in(reading))):
        return Wanted((), None, oldest_first=False)
    if end := end_of_a_list(plain):
        wanted = _wanted(f"which articles {end.rest}") if end.rest else Wanted((), None, oldest_first=False)
        return wanted and replace(wanted, oldest_first=end.oldest_first, most=end.most)
    if bare := _BARE.match(plain):
        wanted = _wanted(f"which {plain[bare.end() :]}")
        return None if wanted and any(_says_more(one) for one in (*wanted.phrases, *wanted.without)) else wanted
    return _wanted(plain)


def _wanted(plain: str) -> Wanted | None:
    if _NO_TEXTS.match(plain):
        return None
    if found := next((found for pattern in _NOT_BY if (found := pattern.match(plain))), None):
        wanted = _wanted(f"{found['asked']}{found['rest']}{plain[found.end() :]}")
        return replace(wanted, by_others=True) if wanted and wanted.author else None
    if found := _TIMELINE.match(plain):
        phrases = _phrases(found["about"])
        return Wanted(phrases, None, oldest_first=True) if phrases else None
    if found := _LIST.match(plain):
        wanted = _lacking(found["about"]) if found["never"] else _mentioning(found["about"])
        return wanted and replace(wanted, author=_author(found), written=found["written"] is not None)
    if found := _BY.match(plain):
        return Wanted((), _author(found), oldest_first=False, written=bool(found["by"] or found["wrote"]))
    return None


def _author(found: re.Match[str]) -> str | None:
    """Without the full stop of the question."""
    return found["author"] and found["author"].rstrip(".")


def _mentioning(about: str) -> Wanted | None:
    if neither := _NEITHER.fullmatch(about):
        return _lacking(" or ".join(neither.groups()))
    parted = _BUT_NOT.fullmatch(about)
    kept, without = (parted["kept"], _lacking(parted["without"])) if parted else (about, None)
    if _joints(kept) == {"and", "or"} or (parted and without is None):
        return None  # which of them belong together is not known
    any_of = _joints(kept) == {"or"}
    phrases = _phrases(kept, "or" if any_of else "and")
    if not phrases:
        return None
    return Wanted(phrases, None, oldest_first=False, any_of=any_of, without=without.without if without else ())


def _lacking(about: str) -> Wanted | None:
    """ "X or Y": neither is mentioned; "X and Y" may mean that, or not both."""
    phrases = () if "and" in _joints(about) else _phrases(about, "or")
    return Wanted((), None, oldest_first=False, without=phrases) if phrases else None


def _joints(about: str) -> set[str]:
    """Which of "and" and "or" stand in it, outside quotation marks."""
    return {word.lower() for word in re.findall(r"\b(?:and|or)\b", _QUOTED.sub("", about), re.IGNORECASE)}


def _without_times(question: str, reading: TimeReading | None) -> str:
    """The question without its expressions of time that say when an article was published."""
    text = question
    for one in reversed(_published_in(reading)):
        text = text[: one.start] + text[one.end :]
    return " ".join(text.split()).replace(" ?", "?")


def _published_in(reading: TimeReading | None) -> list[TimeExpression]:
    """The expressions of time that say when an article was published."""
    return [one for one in (reading.expressions if reading else ()) if _TIME_LIKE.match(one.text) or not one.about]


def _phrases(about: str, joined_by: str = "and") -> tuple[str, ...]:
    if whole := _QUOTED.fullmatch(about):
        return (whole[1],)  # “bread and butter” is one thing
    about = re.sub(r"^(?:both|either) ", "", about, flags=re.IGNORECASE)
    cuts = rf",|\b{joined_by}\b" if joined_by in _joints(about) else rf"\b{joined_by}\b"  # "Paris, Texas" is one thing
    parts = [re.sub('[“”"«»]', "", part).strip(" '‘’,") for part in re.split(cuts, about, flags=re.IGNORECASE)]
    if any(_NO_THING.match(part) or _DENIES.search(part) for part in parts):
        return ()
    return tuple(part for part in parts if terms(part))


def listing_answer(
    question: str, words: WordIndex, filters: Filters, reading: TimeReading | None
) -> tuple[Answer, Filters] | None:
    """The list that is asked for, newest first (a timeline oldest first), and the filters that it passed."""
    wanted = wanted_articles(question, reading) or _by_an_author(question, words, reading)
    if wanted is None:
        return None
    filters = _in_time(filters, reading)
    if wanted.author:
        narrowed = _of_whom(wanted, words, filters)
        if narrowed is None:
            return None
        wanted, filters = narrowed
    count, found = mentions(wanted, words, filters)
    if not found and (wanted.oldest_first or any(_tells(phrase) for phrase in wanted.phrases)):
        return None  # what is told in other words, or "the fire came first", is a question like any other
    lead = _lead(wanted, filters, count, len(found))
    citations = [Citation.of(number, m.article, (m.start, m.end)) for number, m in enumerate(found, start=1)]
    text = marked_text(citations) if citations else lead
    return Answer(text, tuple(citations), (), bool(citations), 1.0, lead=lead if citations else ""), filters


def _by_an_author(question: str, words: WordIndex, reading: TimeReading | None) -> Wanted | None:
    """What "What has Ada Lind written about?" asks of an author."""
    found = _WROTE_ABOUT.match(_without_times(question, reading))
    if found is None or len(_authors_called(found["author"], words.entries(Filters()))) != 1:
        return None
    return Wanted((), found["author"], oldest_first=False, written=True)


def _tells(phrase: str) -> bool:
    """Whether it has a verb or an adverb, so that it is more than the name of a thing: "the harbour most often"."""
    return any(word.tag in {Tag.VERB, Tag.AUXILIARY, Tag.ADVERB} for word in words_of(phrase))


def _says_more(phrase: str) -> bool:
    """Whether "articles about …" goes on as a sentence: "Oslo were read", and not "climate change"."""
    tags = [word.tag for word in words_of(phrase)]
    return bool({Tag.AUXILIARY, Tag.ADVERB, Tag.QUESTION}.intersection(tags)) or Tag.VERB in tags[:-1]


def mentions(wanted: Wanted, words: WordIndex, filters: Filters) -> tuple[int, list[Mention]]:
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
    places = [_first_place(terms(phrase), article) for phrase in wanted.phrases]
    found = [place for place in places if place]
    if not found or (len(found) < len(places) and not wanted.any_of):
        return None
    return Mention(article, *found[0])


def _first_place(phrase: Sequence[str], article: Article) -> tuple[int, int] | None:
    """The first sentence with the phrase; the first of all where only the title has it; None where neither has."""
    spans = stating_first(article)
    for start, end in spans:
        if _in_a_row(phrase, terms(article.text[start:end])):
            return start, end
    return spans[0] if spans and _in_a_row(phrase, terms(article.title)) else None


def _in_a_row(phrase: Sequence[str], text: Sequence[str]) -> bool:
    return any(list(text[i : i + len(phrase)]) == list(phrase) for i in range(len(text) - len(phrase) + 1))


def _in_time(filters: Filters, reading: TimeReading | None) -> Filters:
    if reading and not (filters.after or filters.before) and _published_in(reading):
        return replace(filters, after=reading.after, before=reading.before)
    return filters


def _of_whom(wanted: Wanted, words: WordIndex, filters: Filters) -> tuple[Wanted, Filters] | None:
    """What is wanted and the filters with the author, or the paper, that is named; None where that may be several.

    A name that no article has for an author or paper wrote none of them, where the question speaks of writing; elsewhere it
    is something that they mention.
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
    return _called(name, (one for entry in entries for one in _names_in(entry.author or "")))


def _names_in(author: str) -> Iterator[str]:
    """The byline and each of its names, as they are written."""
    for low in bylines(author):
        at = author.casefold().find(low)
        yield author[at : at + len(low)]


def _called(name: str, known: Iterable[str]) -> list[str]:
    """Those of the names that are the one, as it is given, or else those that it is a part of: "Lind" of "Ada Lind"."""
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
    end = "oldest" if wanted.oldest_first else "newest"
    rest = "" if listed == count else f" The {end} {listed} are listed." if listed > 1 else f" The {end} is listed."
    return f"{what}{_searched(filters)}{others}{about}.{rest}"


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


def _searched(filters: Filters) -> str:
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
