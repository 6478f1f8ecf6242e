"""Names, titles and numbers that look like times and are none. They are blotted out before times are looked for.

A month without a year counts only behind a preposition, so most of "what may happen" and "protesters march" needs
nothing here; what is listed would otherwise be read as a time.
"""

import re

from qa.dates.words import WEEKDAYS, compiled

_BLOT = "#"  # one for each character, so that every offset stays true

_NUMBER = "[12][0-9]{3}"
_COUNTED = (
    "people|persons|word|page|seat|piece|men|women|children|soldiers|troops|students|pupils|workers|employees|members|patients|participants|users"
    "|voters|votes|seats|deaths|cases|jobs|homes|houses|schools|copies|units|species|ships|cars|trees|words|pages|points"
    "|miles?|km|kilomet(?:er|re)s?|met(?:er|re)s?|m|feet|ft|yards|acres|hectares|kg|kilos?|tons?|tonnes|pounds|dollars"
    "|euros|calories|degrees|volts|watts|hp|horsepower|mhz|rpm|years?|days|hours|minutes|seconds|weeks|months|percent"
    "|light[ -]years|million|billion|thousand|episodes|goals|runs|times|bytes|mb|gb"
)
_NUMBERED = (
    "room|section|clause|paragraph|rule|exhibit|lot|plot|ward|cell|flight|number|no\\.?|model|route|highway|page|chapter|line|version|windows|office|server|series|form|bus|gate"
    "|platform|channel|area|boeing|iso|rfc|unit|suite|apartment|psalm|resolution|regulation|directive"
    "|agenda|vision|horizon|project|made in china|cyberpunk|blade runner|death race"
)
_HELD_THEN = "elections|olympics|games|primaries|protests|riots|floods|finals|championships|results|campaigns|census"
_WORK = "novel|book|film|movie|album|song|musical|video ?game|sitcom|poem|painting|comic|soundtrack"
_DAYS = "|".join(WEEKDAYS)
_PLACES = "washington|rome|london|paris|moscow|versailles|selma|montgomery"
_CAUSES = "dimes|penguins|progress|our lives|science|life|folly|tears"

# What is quoted is a title or someone's words.
_QUOTED = (r"“[^”]*”", r"«[^»]*»", r'"[^"]*"', r"(?<!\w)'(?![0-9])[^']{1,80}'(?!\w)")
_AN_AGE = r"\b[0-9]{1,4}(?:st|nd|rd|th)?(?: century)?s?"
_BEFORE_OURS = r"(?:bce(?!\w)|b\.\s?c\.(?:\s?e\.)?(?!\w)|before (?:christ|the common era)\b)"
# Counts, amounts, numbers of things, years before our era, years that are left out.
_NUMBERS = (
    rf"(?<![\w-]){_NUMBER}[\s-](?:(?:more|other|new|square|cubic|young) )?(?:{_COUNTED})(?:-old|-long)?(?![\w'-])",
    rf"\b{_NUMBER} (?:\w+ ){{1,2}}(?:avenue|street|road|boulevard)(?!\w)",
    rf"\b[12][0-9]00 (?!(?:{_HELD_THEN})\b)\w+s(?!\w)",
    r"[$£€¥#]\s?[0-9][0-9.,]*",
    r"(?<![0-9])[0-9]{1,3}(?:,[0-9]{3})+",
    rf"\b(?:more|fewer|less|greater|higher|lower) than {_NUMBER}(?!\w)",
    rf"\b(?:at least|nearly|almost|exactly|roughly|worth|costs?|out of) {_NUMBER}(?!\w)",
    rf"\b(?:score|population|crowd|group|fleet|army|total) of {_NUMBER}(?!\w)",
    rf"\b(?:{_NUMBERED}) {_NUMBER}(?!\w)",
    rf"(?:{_AN_AGE}(?:\s?[-–]\s?| (?:and|or|to|until|till|through)(?: the)? ))?"
    rf"(?:\b(?!20[12][0-9]){_AN_AGE} bc(?!\w)|{_AN_AGE} (?:bc(?=[\s?!.,]*$)|{_BEFORE_OURS}))",  # not "the 2021 BC election"
    rf"\b(?:except|excluding|other than|apart from|not)(?: for| in| during)? {_NUMBER}(?!\w)",
)
# Works whose title is a year, and events held in another year than their name says: Tokyo's games of 2021.
_TITLES = (
    rf"\b(?:{_WORK}) (?:called |named |titled )?{_NUMBER}(?!\w)",
    rf"\b{_NUMBER},? the (?:{_WORK})(?!\w)",
    rf"\b(?:wrote|writes|read|reading|directed|sings?|sang) {_NUMBER}(?!\w)",
    rf"(?<!in )(?<!of )(?<!from )(?<!since )(?<!during )\b{_NUMBER} by (?=(?-i:[A-Z]))",
    rf"(?<=[a-z]'s ){_NUMBER}(?= (?:is|was|about|by|and|or|set|end)\b|\s*[?.,!;]|\s*$)",
    r"\b2001:? a space odyssey",
    r"\b(?:tokyo|euro|expo) 2020(?!\w)",
    r"\b2020 (?:(?:summer|tokyo|uefa|european|dubai) )*(?:olympics?|paralympics?|games|euros?|championships?|expo)\b",
)
_NAMES_WITH_DAYS = (
    r"\bsunday (?:times|telegraph|express|mirror|mail|independent|school|roast)",
    r"\bmonday(?:\.com|s\b| night football)",
    r"\b(?:friday|saturday|sunday) night (?:live|fever|lights|football)",
    r"\bfriday the (?:13th|thirteenth)",
    r"\b(?:black|good|bloody|super|cyber|ash|ruby|freaky|fat|casual|sheffield|man|blue|stormy|manic)"
    rf" (?:{_DAYS})(?! (?:of |in )?[12][0-9]{{3}})",
    r"\bgood friday (?:agreement|accord|deal|peace)(?!\w)",
    r"\b(?:easter|christmas) (?:island|rising|bunny|eggs?|trees?|carols?|cards?|pudding)(?!\w)",
    r"\bwednesday(?:'s child| addams)",
    r"\b(?:usa|psychology) today|\btoday (?:show|programme)",
    r"\b(?:of tomorrow|tomorrow never dies|yesterday (?:by|lyrics)|born yesterday)(?!\w)",
    r"\b(?:spell|pronounce|translate|(?:you|we|i|one|to) say) (?!in )\w+(?= in (?-i:[A-Z]))",
    rf"\b(?:{_WORK}) (?:yesterday|tomorrow|last christmas)(?!\w)",
    r"\bnightmare before christmas|\byou did last summer",
    r"\blast (?:week tonight|friday night|christmas by|year (?:at|in) marienbad)",
    r"(?-i:(?<=[a-z] )(?:(?:Last|Next|This) [A-Z]\w+|Yesterday|Tomorrow)(?!\w))",  # a title, where no sentence begins
    r"\b(?:sang|sings?|recorded) last christmas",
    r"\b(?:arab|prague|silent) spring|\b(?:20th|21st|twentieth|twenty-first) century (?:fox|studios|fund)",
)
# People, verbs and marches that are not months.
_NAMES_WITH_MONTHS = (
    r"\b(?:theresa|brian|james|mrs|pm|prime minister|imelda|elaine|karl|rollo|peter) may(?!\w)",
    r"\bmay (?=(?:became|took|left|resigned|won|lost|was|came|announced|called|said)\b)",
    r"\bmay(?= [0-9]{4} (?:be|have|become|bring|see)\b)",
    r"\bapril fools?",
    r"\b(?:may|april|june|august)'s",
    r"\b(?:april|june|august) (?:o'neil|ludgate|kepner|carter|allyson|wilson|strindberg|macke|derleth|alsina)(?!\w)",
    r"(?-i:\b(?:April|May|June|August)(?= [A-Z][a-z]+'s ))",
    r"\b(?:this|last|next) (?-i:may|march)(?!\w|\s*(?:[?.,!;]|$|[0-9])| (?:in|at|about|when|and)\b)",
    rf"\bmarch (?:madness|hare|(?:on|to) (?:{_PLACES})|(?:for|of)(?: the)? (?:{_CAUSES}))(?!\w)",
)
# "Did sales fall last year?", "Kabul's fall in 2021"; not "in the fall of 2021", "last fall in Kyiv".
_FALLING = (
    r"\b(?!(?:a|after|and|before|by|during|each|early|every|for|from|in|last|late|mid|next|of|on|or|since|that|the|this|till|until)\b)"
    r"[^\W\d_][\w'-]* fall(?= (?:after|again|before|by|during|from|in|last|over|since|this)\b)",
)
_ALL = (*_FALLING, *_QUOTED, *_NUMBERS, *_TITLES, *_NAMES_WITH_DAYS, *_NAMES_WITH_MONTHS)
_LOOKALIKES = tuple(compiled(pattern) for pattern in _ALL)
# One character becomes one character.
_ONE_FORM = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "—": "-", "−": "-", "‑": "-", "\t": " ", "\n": " ", "\xa0": " "}
)


def without_lookalikes(question: str) -> str:
    """The question, as long as before, with every such name blotted out and one form of apostrophe, dash and blank.

    >>> without_lookalikes("Did Theresa May resign in May?")
    'Did ########### resign in May?'
    """
    text = question.translate(_ONE_FORM)
    for pattern in _LOOKALIKES:
        text = pattern.sub(_blotted, text)
    return text


def _blotted(match: re.Match[str]) -> str:
    return _BLOT * len(match[0])
