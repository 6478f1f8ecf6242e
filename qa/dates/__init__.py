"""What a question says of time, by rules, relative to a stated day: no clock, no model, no network.

    >>> from datetime import date
    >>> reading = read_time("Which articles were published since the spring of 2022?", date(2024, 11, 5))
    >>> (reading.expressions[0].text, reading.after, reading.before, reading.about)
    ('since the spring of 2022', datetime.date(2022, 3, 1), None, False)

What the periods are
    Bounds are inclusive and None is open. "after" begins the day behind, "before" ends the day before, "since", "until"
    and "by" include. A calendar unit is the whole of it ("last week" is Monday to Sunday, "two years ago" that year);
    "the past three months" run from this day three months back to today. A name without a year is the latest that has
    begun ("in August"), "last August" the latest that is over. Early, mid and late are thirds. A bound on an event
    that fell some time within a period keeps the whole period ("after the earthquake in 2023": from 1 January 2023).
    An ambiguous 05/04/2023 is not read, nor is a year in a title, a count or the name of a postponed event, nor a time
    that is left out ("not published in 2021", "any week but last week").

about=False: the question asks for articles of that time, so that the bounds may filter publication dates.
    Words of news govern the expression:
        "articles from 2019", "the news of May 2021", "published in 2021", "what did the papers say in June 2020",
        "the latest on X since March 2024", "the August 2023 issue"
    or it counts from today: "yesterday", "last week", "in the past three months", "two years ago".

about=True: articles of any date may tell of that time, so that the bounds are no more than a preference.
    A stated date or a year without words of news: "What happened in 1969?", "the 2018 World Cup", "since 2018",
    "Which novel was published in 1925?" (what was published is no article), "How many deaths were reported in 2021?".
    A name of the calendar without a year: "in August", "on Monday", "in Q1"; what happened on Monday is also in
    Tuesday's paper. (In the present tense, "Is it cold in January?", it is no expression at all.)
    A famous event: "since the invasion of Ukraine", "before the pandemic".
    Counted from today, but a thing's attribute ("last year's final"), more than three years back ("a decade ago"), or
    still to come ("next year").

    >>> asked = "Which articles from 2019 tell of the 1969 moon landing?"
    >>> [(one.text, one.about) for one in read_time(asked, date(2024, 11, 5)).expressions]
    [('from 2019', False), ('1969', True)]

Bounds of several expressions are intersected; alternatives ("in 2018 and 2022", "in 2019 or in 2021") and what has
nothing in common span all of them. `newest_first` is apart from bounds: "latest", "currently", "so far", "now",
"recently", and "today" where it means these days.
"""

from qa.dates.newest import news_of as news_of
from qa.dates.reading import pieces_around as pieces_around
from qa.dates.reading import read_time as read_time
from qa.dates.records import TimeExpression as TimeExpression
from qa.dates.records import TimeReading as TimeReading
