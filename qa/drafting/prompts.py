"""What a person is shown and asked in a terminal to review a drafted question."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from qa.drafting.reviewing import CHOICES, Line
from qa.terminal import plain, show


def draft_view(line: Line) -> RenderableType:
    """A drafted question, as questions.jsonl has it, with the sentence that it was drafted from."""
    answers, meta = line.get("answers"), line.get("meta") or {}
    return Group(
        Text(),
        Text(plain(line["question"]), style="bold"),
        Text(plain("; ".join(answers)), style="green")
        if answers
        else Text("not answered by the articles", style="yellow"),
        Padding(Text(plain(meta.get("drafted_from", ""))), (0, 0, 0, 3)),
        Padding(Text(plain(meta.get("title", "")), style="dim"), (0, 0, 0, 3)),
    )


def ask_for_decision(line: Line) -> str:
    """One of CHOICES, of which a person types the first letter or more; the end of the input quits."""
    show(draft_view(line))
    while (said := _typed("keep, drop, edit, skip or quit? ")) is not None:
        chosen = [choice for choice in CHOICES if said and choice.startswith(said.lower())]
        if chosen:
            return chosen[0]
    return "quit"


def ask_for_words(line: Line) -> str:
    """The question in a person's words; empty where none are typed."""
    return _typed("the question in other words: ") or ""


def _typed(prompt: str) -> str | None:
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt):
        return None
