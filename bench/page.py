"""What a person waits for in a browser: the page's first paint, and from Enter to the first cited excerpt and to the whole answer.

    python -m bench.page --corpus corpus --index .index [--rounds 3] "question" "another question" …

A server of its own and Debian's Chromium on the same machine, which share its cores. Every question is asked in a page that
has answered before. Times are taken in the page, between the key going down and the frame that shows the excerpt.
"""

import argparse
import os
import statistics
from pathlib import Path

from bench.people import server
from qa.reader import SHIPPED_READER
from tests.browsing import Visitor, chromium

_WATCH = """() => {
    const waited = window.waited = {excerpt: null, answer: null}
    const asked = document.querySelectorAll('#chat .question').length
    addEventListener('keydown', () => { waited.from = performance.now() }, {capture: true, once: true})
    const look = () => {
        const now = performance.now() - waited.from, chat = document.querySelector('#chat')
        const mine = chat.querySelectorAll('.question').length > asked
        if (!waited.excerpt && document.querySelector(`#sources #t${asked + 1} .card`)) waited.excerpt = now
        if (mine && !waited.answer && !chat.querySelector('.pending')) waited.answer = now
        if (!waited.excerpt || !waited.answer) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
}"""
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="+")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path(".index"))
    parser.add_argument("--reader", default=SHIPPED_READER)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    paints, excerpts, answers = [], [], []
    with server(given.corpus.resolve(), given.index.resolve(), given.reader) as (address, _), chromium() as opened:
        for _ in range(given.rounds):
            visitor = Visitor(opened, address)
            visitor.open()
            paints.append(visitor.page.evaluate(_PAINT))
            visitor.ask(given.questions[0])
            for question in given.questions:
                visitor.page.fill("#question textarea", question)
                visitor.page.evaluate(_WATCH)
                visitor.page.keyboard.press("Enter")
                visitor.page.wait_for_function("() => window.waited.excerpt && window.waited.answer")
                waited = visitor.page.evaluate("() => window.waited")
                excerpts.append(waited["excerpt"])
                answers.append(waited["answer"])
            visitor.context.close()
    print(f"{len(answers)} questions, load {os.getloadavg()[0]:.1f}")
    for name, times in (("first paint", paints), ("Enter to excerpt", excerpts), ("Enter to answer", answers)):
        print(f"{name:17} {statistics.median(times):5.0f} ms  ({min(times):.0f} to {max(times):.0f})")


if __name__ == "__main__":
    main()
