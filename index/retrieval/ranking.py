"""How a passage's signals become one score."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

# Fitted by listwise softmax on half of the questions of clapnq, squad2, qed and nq_oracle, and scaled to sum to 1;
# leaving any one of the sets out moves no weight by more than a fifth (bench/README.md).
PASSAGE_SIMILARITY = 0.30
BEST_SENTENCE_SIMILARITY = 0.33
PASSAGE_COVERAGE = 0.19
BEST_SENTENCE_COVERAGE = 0.18
# The same for one sentence among those of the best passages.
SENTENCE_SIMILARITY = 0.45
SENTENCE_COVERAGE = 0.44  # with its article's head: docs/decisions/0130-what-an-article-opens-with.md
OF_ITS_PASSAGE = 0.11

# BM25's usual constants (Robertson & Zaragoza 2009, doi:10.1561/1500000019, section 3.4.1).
K1 = 1.2
B = 0.75

# Of 200 passages on, counts tell common terms from rare ones. In an index of one passage, a term that it lacks weighed
# five times one that it has, so that plain questions were declined (docs/decisions/0047-declining.md).
FEWEST_PASSAGES = 200


@dataclass(frozen=True, slots=True)
class PassageSignals:
    """One number per candidate passage, each between -1 and 1 and comparable between questions."""

    similarity: Scores  # cosine of query and passage
    best_sentence: Scores  # highest cosine of query and one of its sentences
    coverage: Scores  # share of the query's term weight in the passage and its title
    best_coverage: Scores  # the same for its best sentence and the title

    def scores(self) -> Scores:
        """A weighted sum; no signal is rescaled per question, so a weak best match keeps a low score."""
        return np.asarray(
            PASSAGE_SIMILARITY * self.similarity
            + BEST_SENTENCE_SIMILARITY * self.best_sentence
            + PASSAGE_COVERAGE * self.coverage
            + BEST_SENTENCE_COVERAGE * self.best_coverage,
            dtype=np.float32,
        )


def guessed_cosines(coverage: Scores) -> Scores:
    """What the cosines of passages would be, going by the share of the query's term weight that they and their titles hold.

    The mean at that share (docs/decisions/0125-without-the-model.md), so that scores and confidence keep their meaning.
    """
    return np.asarray(0.76 * coverage, dtype=np.float32)


def guessed_sentence_cosines(with_title: Scores) -> Scores:
    """The same of sentences."""
    return np.asarray(0.15 + 0.61 * with_title, dtype=np.float32)


def sentence_scores(similarity: Scores, with_head: Scores, passage_scores: Scores) -> Scores:
    """Scores of sentences, each beside the score of its passage."""
    return np.asarray(
        SENTENCE_SIMILARITY * similarity + SENTENCE_COVERAGE * with_head + OF_ITS_PASSAGE * passage_scores,
        dtype=np.float32,
    )


def term_weight(passages_with_term: int, passages: int) -> float:
    """Inverse document frequency as BM25 counts it; positive for every term, largest for one that no passage has.

    Fewer than FEWEST_PASSAGES say nothing of how rare a term is, and are counted as that many.
    """
    passages = max(passages, FEWEST_PASSAGES)
    return float(np.log1p((passages - passages_with_term + 0.5) / (passages_with_term + 0.5)))


def bm25(counts: Scores, lengths: Scores, mean_length: float, weight: float) -> Scores:
    """What one term adds to the score of passages that hold it `counts` times and have `lengths` terms."""
    return np.asarray(
        weight * counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths / mean_length)), dtype=np.float32
    )
