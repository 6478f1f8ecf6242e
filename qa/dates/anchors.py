"""Events with famous dates, as far as a question may hang a bound on them ("since the invasion of Ukraine")."""

from datetime import date

from qa.dates.periods import Period, move, one_day, weekday_by
from qa.dates.words import Found, Kind, compiled

# Read after "since", "after", "before", "until" and "during" only. An event of several days has both its ends.
_EVENTS: tuple[tuple[str, str, str], ...] = (
    # The WHO first called it a pandemic on 11 March 2020 and ended the emergency on 5 May 2023.
    (r"(?:the )?(?:covid(?:-?19)?|coronavirus)(?: pandemic| crisis)?|the pandemic", "2020-03-11", "2023-05-05"),
    # The full-scale invasion; a question about 2014 says so.
    (r"(?:the |russia's )?(?:full-scale |russian )*invasion of ukraine", "2022-02-24", "2022-02-24"),
    (r"(?:the )?war in ukraine|the ukraine war", "2022-02-24", "2022-02-24"),
    (r"russia (?:invaded|attacked) ukraine", "2022-02-24", "2022-02-24"),
    (r"(?:the )?(?:brexit|eu) referendum|the brexit vote", "2016-06-23", "2016-06-23"),
    (r"brexit", "2020-01-31", "2020-01-31"),  # the United Kingdom left at the end of that day
    (r"(?:the )?(?:9/11|september 11|11 september)(?:th)?(?: (?:terror )?attacks?)?", "2001-09-11", "2001-09-11"),
    (r"the (?:january 6|6 january|capitol) (?:attack|riots?|insurrection)", "2021-01-06", "2021-01-06"),
    (r"the (?:october 7|7 october)(?:th)? (?:attacks?|massacre)", "2023-10-07", "2023-10-07"),
    (r"the fall of the berlin wall|the berlin wall fell", "1989-11-09", "1989-11-09"),
    (r"the (?:fall of kabul|taliban takeover)", "2021-08-15", "2021-08-15"),
    (r"(?:the )?(?:first world war|world war (?:i|one)|great war)", "1914-07-28", "1918-11-11"),
    (r"(?:the )?(?:second world war|world war (?:ii|two))", "1939-09-01", "1945-09-02"),
    (r"the spanish civil war", "1936-07-17", "1939-04-01"),
    (r"the korean war", "1950-06-25", "1953-07-27"),
    (r"the falklands war", "1982-04-02", "1982-06-14"),
    (r"the gulf war", "1990-08-02", "1991-02-28"),
    (r"the (?:iraq war|(?:us )?invasion of iraq)", "2003-03-20", "2003-03-20"),
    (r"(?:queen elizabeth(?: ii)?'s death|the death of queen elizabeth(?: ii)?)", "2022-09-08", "2022-09-08"),
    (r"(?:the )?(?:collapse of lehman(?: brothers)?|lehman(?: brothers)? collapsed?)", "2008-09-15", "2008-09-15"),
)
_ANCHORS = tuple(
    (
        compiled(rf"(?:{words})(?: (?:began|started|broke out))?(?![\w'])"),
        Period(date.fromisoformat(first), date.fromisoformat(final)),
    )
    for words, first, final in _EVENTS
)

# "the 2020 election" without another country's name is the presidential election of the United States.
_US = r"(?:(?:us|u\.s\.|american|presidential) ){0,2}"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![\w'])"
_NOT_ELSEWHERE = r"(?!\w)(?! (?:in|of) (?!the (?:us|u\.s\.|united states)|america))"
_ELECTIONS = (
    compiled(rf"the {_YEAR} {_US}election{_NOT_ELSEWHERE}"),
    compiled(rf"the {_US}election (?:of|in) {_YEAR}{_NOT_ELSEWHERE}"),
)
_FIRST_COUNTED_YEAR = 1848  # since then all states vote on the Tuesday after the first Monday in November


def famous_event(text: str, at: int) -> Found | None:
    """The event whose name starts there."""
    for pattern, period in _ANCHORS:
        if match := pattern.match(text, at):
            return Found(period, match.end(), Kind.DATED)
    for pattern in _ELECTIONS:
        if (match := pattern.match(text, at)) and (day := us_election(int(match["year"]))):
            return Found(one_day(day), match.end(), Kind.DATED)
    return None


def us_election(year: int) -> date | None:
    """Election day of that year's presidential election, or None where there was none.

    >>> us_election(2020).isoformat()
    '2020-11-03'
    """
    if year % 4 or year < _FIRST_COUNTED_YEAR:
        return None
    first_monday = weekday_by(date(year, 11, 7), 0)
    return move(first_monday, 1, "day")
