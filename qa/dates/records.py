"""What is read from a question: the expressions of time in it, and what they amount to together."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time: `question[start:end] == text`, its preposition included ("since May 2021")."""

    text: str
    start: int
    end: int
    after: date | None  # inclusive, as is `before`; None is open
    before: date | None
    about: bool  # the article must tell of this time; it need not have been published then

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.text:
            raise ValueError(f"span {self.start}-{self.end} is not the length of {self.text!r}")
        if self.after and self.before and self.after > self.before:
            raise ValueError(f"{self.text!r}: {self.after} is later than {self.before}")


@dataclass(frozen=True, slots=True)
class TimeReading:
    """All expressions of a question, in reading order, and the bounds that they come to.

    The bounds are those of the expressions with about=False where there are any, otherwise those of all.
    """

    expressions: tuple[TimeExpression, ...]
    after: date | None
    before: date | None
    newest_first: bool  # the question asks for the latest state of things

    @property
    def about(self) -> bool:
        """Whether the bounds say what the articles tell of: a preference. False: they bound the publication date."""
        return all(expression.about for expression in self.expressions)
