"""Whether a question asks for the latest state of things, and what "today" and "now" mean in it."""

from index.days import CALENDAR
from qa.dates.words import compiled

_OF_THE_PRESENT = (
    "head|owner|holder|mayor|government|leader|king|queen|pope|state|status|situation|chair\\w*|director|president"
    "|minister|prime minister|champion|management|editor|governor|rate|level|price|population|value|name|use|site"
)
# Behind "next", what is no event.
_NO_EVENT = (
    "to|of|in|year|month|week|day|night|morning|weekend|time|few|two|three|decade|season|spring|summer|autumn|winter|door|"
    + "|".join(sorted(CALENDAR))
)
_NEWEST = compiled(
    r"(?<!at the )\blatest(?!\w)"
    r"|\b(?:most recent|recently|recent|newest|lately|of late|currently|nowadays|these days|presently)(?!\w)"
    r"|\b(?:up[ -]to[ -]date|so far(?! (?:away|from|apart|as|that)\b)|at present)(?!\w)"
    r"|\b(?:as of now|by now|until now|right now|at the moment|as (?:it|things) stands?)(?!\w)"
    r"|\b(?:the other (?:day|week)|breaking news)(?!\w)"
    r"|^(?:so |and )?(?:what(?:'s|’s| is) new (?:on|with|about|in|at|from|of)\b|(?:are there )?any (?:new |recent )?updates?\b)"
    r"|\bany(?:thing new| (?:fresh |more |further )?news)(?: \w+)? (?:on|about|of|in|with|regarding)\b"
    rf"|\b(?:the|its|his|her|their) present (?:{_OF_THE_PRESENT})(?!\w)"
    # "When is the bank's next meeting?"
    r"|^(?:and )?(?:when|where|who|what)(?:['’]s| is| are| will| does| do)\b[^?,]{0,60}\bnext"
    rf" (?!(?:{_NO_EVENT})\b)\w"
    r"|(?<!up )\bto date(?=\s*(?:[?.,!;]|$))"
)
# An adjective, not the current of a river or a wire.
_CURRENT = compiled(
    r"(?:\b(?:the|is|are|its|their|his|her|our|your|what|which|any|who|whose)|'s|^) ?"
    r"\bcurrent (?!(?:in|of|is|through|flows?|that|and|at|between|or|so|too|strong|weak)\b)\w"
)
# "Where is it now?", "Who is now in charge?"; not "what is now Kenya", not the "Now" of a title.
_NOW = compiled(r"\b(?-i:now)(?=\s*(?:[?.!;]|$))|(?<!that )(?<!which )(?<!what )\b(?:is|are) now(?!\w)|^now(?!\w)")
_TITLES = compiled(r"\b(?:apocalypse|democracy|don't look) now|\bnow that's what")

_NEWS = r"(?:news|developments?|updates?|information|reports?|headlines)"
_NEWS_OF = compiled(
    r"(?:(?:and|so|but) )?(?:(?:what(?:['’]s| is| are)|(?:please )?(?:tell|give|show) me|(?:is|are) there|have you(?: got)?) )?"
    rf"(?:(?:the )?(?:very )?(?:latest|newest|most recent)(?: {_NEWS})?"
    rf"|any (?:(?:new|recent|fresh|more|further|latest) )?(?:news|updates?)|(?:anything|something|what(?:['’]s| is)) new)"
    r" (?:on|about|in|at|with|from|of|regarding|concerning) (?P<matter>\S.*?)[?.! ]*"
)

_TODAY = compiled(r"\btoday(?!\w)")
_SURELY_THE_DAY = compiled(r"\b(?:earlier|later|to|until|till|and|since|news|headlines|ago) $|[-–] ?$")
_PRESENT_POSSESSIVE = compiled(r"today's (?:world|society|standards?|terms|money|prices|dollars|youth|(?-i:[A-Z]))")
_PAST = ("did", "was", "were", "has", "have", "had", "happen", "happens", "happened", "happening", "news", "headlines")
_AUXILIARY = compiled(rf"\b(?:{'|'.join(_PAST)}|is|are|do|does|can)(?!\w)|'s(?!\w)")
_LASTING = compiled(
    r"\b(?:stands?|exists?|lives?|remains?|survives?|even|known|used|called|seen|found|still \w+) (?:as )?$"
)


def asks_for_newest(text: str) -> bool:
    """Whether words such as "latest", "currently", "so far" or "now" ask for the present state of things."""
    if _NEWEST.search(text) or _CURRENT.search(text):
        return True
    return _NOW.search(_TITLES.sub("", text)) is not None


def news_of(question: str) -> str | None:
    """The matter whose latest news a question asks for and nothing else; None for any other question.

    >>> news_of("What is the latest on the harbour?"), news_of("What is the latest figure?")
    ('the harbour', None)
    """
    found = _NEWS_OF.fullmatch(question)
    return found["matter"] if found else None


def without_nowadays(text: str) -> str:
    """Blots out each "today" that means these days: "What is it called today?", not "What happened today?".

    >>> without_nowadays("What is it called today?"), without_nowadays("What happened today?")
    ('What is it called #####?', 'What happened today?')
    """
    return _TODAY.sub(lambda match: match[0] if _is_the_day(text, match.start()) else "#" * len(match[0]), text)


def speaks_of_nowadays(text: str) -> bool:
    """Whether a "today" means these days. "Today" within a sentence is a name."""
    todays = [match for match in _TODAY.finditer(text) if match[0].islower() or match.start() == 0]
    return not all(_is_the_day(text, match.start()) for match in todays)


def _is_the_day(text: str, at: int) -> bool:
    """The last auxiliary before it decides: a past or perfect tense tells of the day, a present one of these days."""
    if text.startswith("'s", at + len("today")):
        return _PRESENT_POSSESSIVE.match(text, at) is None
    if _SURELY_THE_DAY.search(text, 0, at):
        return True
    if _LASTING.search(text, 0, at):
        return False
    spoken = [match[0].lower() for match in _AUXILIARY.finditer(text, 0, at)]
    if not spoken or (spoken[-1] == "have" and {"do", "does", "can"} & set(spoken)):
        return False
    return spoken[-1] in _PAST
