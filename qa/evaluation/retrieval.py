"""Per-question values of retrieval: was the right article found, was the right passage, and how far up.

Articles are ranked by their best passage. A line holds up to 20 passages, so what stands further down counts as not
found: average precision and recall are those of the articles within these passages.
"""

from collections.abc import Mapping, Sequence

from qa.evaluation.records import Excerpt, Line, Question, Span

Columns = dict[str, dict[str, float]]  # measure -> question id -> value; no entry where a measure does not apply

RANKED_MEASURES = {  # our name -> its name in ir-measures (MacAvaney, Macdonald & Ounis 2022), which computes them
    "hit@1": "Success@1",
    "hit@3": "Success@3",
    "hit@5": "Success@5",
    "hit@10": "Success@10",
    "MRR@10": "RR@10",
    "nDCG@10": "nDCG@10",
    "MAP": "AP",
    "recall@5": "R@5",
    "recall@10": "R@10",
}
ENOUGH_OF_EVIDENCE = 0.5  # share of a gold span that a passage must hold to count as holding it


def retrieval_columns(questions: Sequence[Question], lines: Mapping[str, Line]) -> Columns:
    """Values of every question that may be answerable and has gold articles or gold evidence."""
    asked = [question for question in questions if question.answerable is not False and question.id in lines]
    columns = _ranked({q.id: q.article_ids for q in asked if q.article_ids}, lines)
    columns["both@5"] = {
        q.id: float(set(q.article_ids) <= set(article_ranking(lines[q.id])[:5]))
        for q in asked
        if len(q.article_ids) > 1
    }
    for k in (1, 5):
        columns[f"evidence@{k}"] = {
            q.id: float(any(holds(hit, gold) for hit in lines[q.id].hits[:k] for gold in q.evidence))
            for q in asked
            if q.evidence
        }
    return columns


def article_ranking(line: Line) -> list[str]:
    """The articles of a line's hits, each at the place of its best passage."""
    return list(dict.fromkeys(hit.span.article_id for hit in line.hits))


def holds(hit: Excerpt, gold: Span) -> bool:
    """Whether a passage covers enough of a gold span."""
    return hit.span.shared(gold) >= ENOUGH_OF_EVIDENCE * (gold.end - gold.start)


def _ranked(gold: Mapping[str, Sequence[str]], lines: Mapping[str, Line]) -> Columns:
    import ir_measures

    names = {ir_measures.parse_measure(theirs): ours for ours, theirs in RANKED_MEASURES.items()}
    judged = [ir_measures.Qrel(id, article, 1) for id, articles in gold.items() for article in dict.fromkeys(articles)]
    ranked = [
        ir_measures.ScoredDoc(id, article, -float(place))  # by place: equal scores would be ranked anew, by their ids
        for id in gold
        for place, article in enumerate(article_ranking(lines[id]))
    ]
    columns: Columns = {ours: {} for ours in RANKED_MEASURES}
    for value in ir_measures.iter_calc(list(names), judged, ranked):
        columns[names[value.measure]][value.query_id] = float(value.value)
    return columns
