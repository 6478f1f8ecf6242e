"""Which articles a question asks for, if it asks for articles themselves: those that mention something, of an author, of a time."""

import re
from dataclasses import dataclass, replace

from index.lexical import terms
from index.records import Filters
from qa.dates import TimeExpression, TimeReading, pieces_around
from qa.english.tagging import words_of
from qa.english.words import Tag
from qa.lookups.contributors import AUTHORS, PAPERS
from qa.lookups.whole_lists import asks_for_all, asks_what_was_told, end_of_a_list

LISTED = 200  # cited at most; the count is of all
_ARTICLES = r"(?:articles?|stories|story|pieces?|reports?|columns?|texts?)"
# "do not", "don't", "never"
_NOT = r"(?:(?:do|does|did|have|has|are|is|were) ?)?(?:not|n['’]?t|never)"
# "that (do not) mention", "about"
_MENTION = (
    rf"(?:that |which )?(?:(?P<never>{_NOT}) |(?:do|does|did|have|has) )?"
    r"(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|nam(?:e|es|ed|ing)"
    r"|discuss(?:es|ed|ing)?|cover(?:s|ed|ing)?|talk(?:s|ed|ing)? about|writ(?:e|es|ing) about|deal(?:s|t|ing)? with"
    r"|contain(?:s|ed|ing)?|are (?:there )?(?:about|on)|is about|were (?:there )?(?:about|on)|about|on)"
)
# "Which of the articles", "How many articles", "Please list all articles"
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
# "Which articles by Ada Lind mention the harbour?"
_LIST = re.compile(
    rf"^(?:and )?(?:{_ASK})(?: (?:are|were|do we have|do you have|have you got))?(?: there)?"
    rf"(?: (?:(?P<written>(?:written )?by)|from|in)(?: the)? {_AUTHOR})?(?: published)? {_MENTION} (?P<about>.+?){_END}",
    re.IGNORECASE,
)
# "Which articles did Ada Lind write?", "How many articles are from the Northern Wire?"
_BY = re.compile(
    rf"^(?:and )?(?:{_ASK})(?: (?:are|were|did|have|has))?(?: there)?(?: (?:(?P<by>(?:written )?by)|from)(?: the)?)? "
    rf"{_AUTHOR}(?P<wrote> (?:write|written|wrote))?{_END}",
    re.IGNORECASE,
)
# "What has Ada Lind written?", of articles only where the name is an author's: anybody may have written something.
_WROTE_ABOUT = re.compile(
    rf"^(?:and )?what (?:else )?(?:did|has|have) {_AUTHOR} (?:write|written)(?: about)?{_END}", re.IGNORECASE
)
_PAPER = rf"(?:{PAPERS}|newspaper|paper|(?:news )?(?:source|outlet|agency|site)|publication|magazine)"
_WRITER = rf"(?:{AUTHORS}|author|journalist|reporter|writer|columnist)"
# "Which papers covered the strike?", "Who has written about it?"; of papers and authors altogether qa/lookups/contributors.py tells.
_BY_WHOM = re.compile(
    rf"^(?:and )?(?:(?P<paper>(?:which|what) (?:other )?{_PAPER})|who(?: else)?|(?P<writer>(?:which|what) (?:other )?{_WRITER}))"
    r" (?:(?:have|has) )?(?:(?:wr(?:ote|itten|ites?)|report(?:s|ed)?) (?:about|on)"
    r"|(?(paper)(?:report(?:s|ed)?|cover(?:s|ed)?|carr(?:y|ies|ied)|mention(?:s|ed)?)|(?(writer)cover(?:s|ed)?|(?!))))"
    rf" (?P<about>.+?){_END}",
    re.IGNORECASE,
)
# "What happened at the yard?", beside a time
_HAPPENED_TO = re.compile(
    rf"^(?:and )?what (?:else )?(?:has )?(?:happened|was going on) (?:at|in|to|with|on|around) (?P<about>.+?){_END}",
    re.IGNORECASE,
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
# "Which articles are not by Ada Lind?", "… by anyone but Ada Lind?": the groups ask the same without the denial.
_NOT_BY = tuple(
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
_OUTSIDE_MARKS = r"(?=(?:[^“”\"«»]*[“\"«][^“”\"«»]*[”\"»])*[^“”\"«»]*$)"
# "no harbour", but "No Country for Old Men" is a thing
_DENIES = re.compile(
    r"^(?:no|not|nothing|neither|none|never|only)\b|\b(?:nor|except|excluding|other than|apart from)\b"
)
# Of which it does not say what it is.
_NO_THING = re.compile(r"^(?:it|this|that|them|these|those|him|her)$", re.IGNORECASE)
_TIME_LIKE = re.compile(
    r"^(?:in|since|before|after|from|during|last|this|between|until|published|on|over|within)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are asked for: any, as far as nothing else is said."""

    phrases: tuple[str, ...] = ()  # all have to be mentioned, or `any_of` them
    author: str | None = None  # or paper
    oldest_first: bool = False  # a timeline
    any_of: bool = False
    written: bool = False  # the question says that it is an author: "by Ada Lind"
    by_others: bool = False  # than the author, or from elsewhere than the paper
    without: tuple[str, ...] = ()  # none of these is mentioned
    most: int = LISTED  # as many are cited
    told: bool = False  # where none is found it is a question like any other: what happened in a time, who wrote of it
    by_whom: str | None = None  # "paper" or "author": those that the articles name are asked for


def wanted_articles(question: str, reading: TimeReading | None) -> Wanted | None:
    """What the question asks a list or a count of; None where it asks for anything but articles.

    >>> wanted = wanted_articles("Which articles by Ada Lind mention the harbour?", None)
    >>> wanted.phrases, wanted.author
    (('the harbour',), 'Ada Lind')
    """
    timeless = _without_times(question, reading)
    if asks_for_all(timeless, timed=bool(_published_in(reading))):
        return Wanted()
    if reading and reading.after and reading.before and _published_in(reading) and asks_what_was_told(timeless):
        return Wanted(told=True)
    if end := end_of_a_list(timeless):
        wanted = _wanted(f"which articles {end.rest}") if end.rest else Wanted()
        return wanted and replace(wanted, oldest_first=end.oldest_first, most=end.most)
    if bare := _BARE.match(timeless):
        wanted = _wanted(f"which {timeless[bare.end() :]}")
        return None if wanted and any(_says_more(one) for one in (*wanted.phrases, *wanted.without)) else wanted
    return _wanted(timeless)


def _wanted(timeless: str) -> Wanted | None:
    """What is asked by the form of the whole question, from which times were taken out."""
    if _NO_TEXTS.match(timeless):
        return None
    if found := next((found for pattern in _NOT_BY if (found := pattern.match(timeless))), None):
        wanted = _wanted(f"{found['asked']}{found['rest']}{timeless[found.end() :]}")
        return replace(wanted, by_others=True) if wanted and wanted.author else None
    if found := _TIMELINE.match(timeless):
        phrases = _phrases(found["about"])
        return Wanted(phrases, oldest_first=True) if phrases else None
    if found := _LIST.match(timeless):
        wanted = _lacking(found["about"]) if found["never"] else _mentioning(found["about"])
        return wanted and replace(wanted, author=_author(found), written=found["written"] is not None)
    if found := _BY_WHOM.match(timeless):
        wanted = _mentioning(found["about"])
        return wanted and replace(wanted, told=True, by_whom="paper" if found["paper"] else "author")
    if found := _BY.match(timeless):
        return Wanted(author=_author(found), written=bool(found["by"] or found["wrote"]))
    return None


def _author(found: re.Match[str]) -> str | None:
    """Without the full stop of the question."""
    return found["author"] and found["author"].rstrip(".")


def _mentioning(about: str) -> Wanted | None:
    """ "X", "X and Y", "X or Y", "X but not Y", "neither X nor Y"."""
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
    return Wanted(phrases, any_of=any_of, without=without.without if without else ())


def _lacking(about: str) -> Wanted | None:
    """ "X or Y": neither is mentioned; "X and Y" may mean that, or not both."""
    phrases = () if "and" in _joints(about) else _phrases(about, "or")
    return Wanted(without=phrases) if phrases else None


def _joints(about: str) -> set[str]:
    """Which of "and" and "or" stand in it, outside quotation marks."""
    return {word.lower() for word in re.findall(r"\b(?:and|or)\b", _QUOTED.sub("", about), re.IGNORECASE)}


def _without_times(question: str, reading: TimeReading | None) -> str:
    """The question without its expressions of time that say when an article was published."""
    text = "".join(pieces_around(question, _published_in(reading)))
    return " ".join(text.split()).replace(" ?", "?")


def _published_in(reading: TimeReading | None) -> list[TimeExpression]:
    """The expressions of time that say when an article was published."""
    return [one for one in (reading.expressions if reading else ()) if _TIME_LIKE.match(one.text) or not one.about]


def _phrases(about: str, joined_by: str = "and") -> tuple[str, ...]:
    """The things that are named one after the other; none where one of them is not named, or denied."""
    if whole := _QUOTED.fullmatch(about):
        return (whole[1],)  # “bread and butter” is one thing
    about = re.sub(r"^(?:both|either) ", "", about, flags=re.IGNORECASE)
    cuts = (
        rf"(?:,|\b{joined_by}\b)" if joined_by in _joints(about) else rf"\b{joined_by}\b"
    )  # "Paris, Texas" is one thing
    pieces = re.split(cuts + _OUTSIDE_MARKS, about, flags=re.IGNORECASE)
    parts = [re.sub('[“”"«»]', "", piece).strip(" '‘’,") for piece in pieces]
    if any(_NO_THING.match(part) or _DENIES.search(part) for part in parts):
        return ()
    return tuple(part for part in parts if terms(part))


def written_about(question: str, reading: TimeReading | None) -> str | None:
    """Of whom "What has Ada Lind written (about)?" asks; whether that is an author is for the articles to say."""
    found = _WROTE_ABOUT.match(_without_times(question, reading))
    return found["author"] if found else None


def happened_to(question: str, reading: TimeReading | None) -> Wanted | None:
    """What "What happened at the yard in May 2023?" asks of that time; None for any other question."""
    found = _HAPPENED_TO.match(_without_times(question, reading))
    if found is None or not _published_in(reading):
        return None
    phrases = _phrases(found["about"])
    return Wanted(phrases, told=True) if phrases else None


def _says_more(phrase: str) -> bool:
    """Whether "articles about …" goes on as a sentence: "Oslo were read", and not "climate change"."""
    tags = [word.tag for word in words_of(phrase)]
    return bool({Tag.AUXILIARY, Tag.ADVERB, Tag.QUESTION}.intersection(tags)) or Tag.VERB in tags[:-1]


def in_time(filters: Filters, reading: TimeReading | None) -> Filters:
    """The filters and, unless they choose days already, the time in which the articles asked for were published."""
    if reading and not (filters.after or filters.before) and _published_in(reading):
        return replace(filters, after=reading.after, before=reading.before)
    return filters
