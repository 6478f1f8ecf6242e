"""Questions with known answers, drafted from the articles themselves and kept once a person has looked at them."""

from itertools import islice

from index.syncing.planning import Progress
from qa.drafting.drafts import Source, drafts
from qa.drafting.reviewing import Queue


def draft_into(queue: Queue, source: Source, count: int, seed: int, progress: Progress) -> int:
    """Put at most so many new questions into the queue, each as it is made; how many there were to be had."""
    made = 0
    for one in islice(drafts(source, seed, queue.ids()), count):
        queue.add(one.row())
        made += 1
        progress("questions", made, count)
    return made
