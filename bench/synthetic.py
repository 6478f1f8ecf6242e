"""Articles by the thousand, made of our own word lists: plausible enough to be cut, embedded and found as real ones are."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

PLACES = [
    "Ardmore",
    "Belvik",
    "Castro",
    "Dunholm",
    "Eskdale",
    "Farrow",
    "Gelting",
    "Hartsea",
    "Invermore",
    "Juno",
    "Kelso",
    "Lindau",
    "Marrick",
    "Norby",
]
PEOPLE = [
    "Ada Berg",
    "Bruno Castell",
    "Clara Dahl",
    "David Ekwe",
    "Elena Ford",
    "Farid Gul",
    "Greta Holm",
    "Hugo Ibsen",
    "Ines Jarvi",
]
BODIES = [
    "the council",
    "the harbour board",
    "the school",
    "the water company",
    "the museum",
    "the hospital",
    "the railway",
]
THINGS = [
    "a new bridge",
    "the old mill",
    "a flood barrier",
    "the night ferry",
    "a library",
    "the tram line",
    "a wind farm",
]
DEEDS = [
    "approved",
    "rejected",
    "postponed",
    "opened",
    "closed",
    "repaired",
    "sold",
    "inspected",
    "paid for",
    "voted on",
]
REASONS = ["after a storm", "to save money", "because of a strike", "on safety grounds", "at the request of residents"]
AFTER = ["Work is to begin in spring.", "Residents are divided.", "Nobody was hurt.", "A report follows in autumn."]


def article(random: Random, number: int) -> str:
    """A dated text of one passage, unlike any of another number by its figures."""
    place, body, thing, deed = (random.choice(words) for words in (PLACES, BODIES, THINGS, DEEDS))
    day = date(2015, 1, 1) + timedelta(days=random.randrange(3650))
    body_and_place = f"{body[4:].capitalize()} of {place}"
    sentences = [
        f"In {place}, {body} {deed} {thing} {random.choice(REASONS)}.",
        f"{random.choice(PEOPLE)} put the cost at {random.randrange(10, 9999)},{number % 1000:03d} crowns.",
        random.choice(AFTER),
    ]
    return f"{body_and_place} and {thing}, file {number}\n{day}\n\n{' '.join(sentences)}\n"


def write_articles(folder: Path, numbers: range, seed: int) -> None:
    """One text file for each number, a thousand to a folder; the same seed and number give the same file."""
    for number in numbers:
        path = folder / f"{number // 1000:03d}" / f"{number:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(Random(seed * 10_000_019 + number), number), "utf-8")


def article_paths(folder: Path, numbers: range) -> Iterator[Path]:
    """Where `write_articles` puts them."""
    return (folder / f"{number // 1000:03d}" / f"{number:07d}.txt" for number in numbers)
