"""Groups of questions, to see which sort an overall figure hides: by kind, by length, and by the articles that answer."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from index.records import Article
from qa.evaluation.records import Question

Slices = dict[str, tuple[str, ...]]  # name -> ids of its questions

QUESTION_WORDS = (7, 12)  # upper ends of the groups but the last; likewise below
ARTICLE_CHARS = (3_000, 10_000)
MOST_YEARS = 8  # with more, decades are told apart
MOST_NAMES = 5  # with more, those of the fewest questions are taken together


def slices_of(questions: Sequence[Question], articles: Mapping[str, Article]) -> Slices:
    """By kind, by number of words, then by what is known of the first gold article: year, length, language, source, author.

    A grouping of which all questions are in one group is left out.
    """
    golds = {q.id: articles[q.article_ids[0]] for q in questions if q.article_ids and q.article_ids[0] in articles}
    known = [q for q in questions if q.id in golds]
    years = sorted((day.year, q.id) for q in known if (day := golds[q.id].published))
    decades = len({year for year, _ in years}) > MOST_YEARS
    return {
        **by_kind(questions),
        **_by_size(questions, lambda q: len(q.question.split()), QUESTION_WORDS, "of {} words"),
        **_grouped((_year_name(year, decades), id) for year, id in years),
        **_by_size(known, lambda q: len(golds[q.id].text), ARTICLE_CHARS, "on articles of {} characters"),
        **_by_name([(golds[q.id].lang, q.id) for q in known], "on articles in {}", "on articles in other languages"),
        **_by_name(
            [(golds[q.id].source, q.id) for q in known], "on articles from {}", "on articles from other sources"
        ),
        **_by_name([(golds[q.id].author, q.id) for q in known], "on articles by {}", "on articles by others"),
    }


def by_kind(questions: Iterable[Question]) -> Slices:
    """Ids of the questions of each kind, kinds in alphabetical order; {} where there is but one kind, or none."""
    return _grouped(sorted((q.kind, q.id) for q in questions if q.kind is not None))


def _year_name(year: int, decades: bool) -> str:
    return f"on articles of the {year // 10 * 10}s" if decades else f"on articles of {year}"


def _by_name(named: Iterable[tuple[str | None, str]], words: str, others: str) -> Slices:
    """The names of the most questions, of as many the first in the alphabet, then the others together."""
    known = sorted((name, id) for name, id in named if name)
    most = Counter(name for name, _ in known).most_common(MOST_NAMES)
    groups = {name: words.format(name) for name, _ in most}
    told = [(groups[name], id) for name, id in known if name in groups]
    return _grouped([*told, *((others, id) for name, id in known if name not in groups)])


def _by_size(questions: Iterable[Question], size: Callable[[Question], int], ends: Sequence[int], name: str) -> Slices:
    begins = (0, *(end + 1 for end in ends))
    sized = sorted(((size(q), q.id) for q in questions), key=lambda pair: pair[0])
    placed = ((max(i for i, begin in enumerate(begins) if begin <= n), id) for n, id in sized)
    return _grouped((name.format(_range(begins, i)), id) for i, id in placed)


def _range(begins: Sequence[int], group: int) -> str:
    if group + 1 == len(begins):
        return f"{begins[group]:,} and more"
    return f"{begins[group]:,} to {begins[group + 1] - 1:,}" if group else f"up to {begins[1] - 1:,}"


def _grouped(named: Iterable[tuple[str, str]]) -> Slices:
    """Ids by name, in order of the names' first appearance; {} where there is but one name."""
    groups: dict[str, list[str]] = {}
    for name, id in named:
        groups.setdefault(name, []).append(id)
    return {name: tuple(ids) for name, ids in groups.items()} if len(groups) > 1 else {}
