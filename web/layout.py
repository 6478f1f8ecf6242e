"""What all pages have in common: the head, the bar with the way to the other pages, plain pages around escaped HTML."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.render import escape

TITLE = "Ask your articles"
WENT_WRONG = "Something went wrong. The server's log says what."
FRESH = {"cache-control": "no-store"}  # headers of what may be another the next time it is asked for


@dataclass(frozen=True, slots=True)
class Room:
    """One of the pages that the bar leads to."""

    path: str
    name: str


ASK = Room("/", "Ask")
LIBRARY = Room("/library", "Library")
HISTORY = Room("/history", "History")
EVALUATION = Room("/evaluation", "Evaluation")
ROOMS = (ASK, LIBRARY, HISTORY, EVALUATION)


def head(title: str, styles: Sequence[str], scripts: Sequence[str] = ()) -> str:
    """`title` is plain text; styles and scripts are paths on this server."""
    full = title if title == TITLE else f"{title} · {TITLE}"
    links = "".join(f'<link rel="stylesheet" href="{path}">' for path in styles)
    modules = "".join(f'<script type="module" src="{path}"></script>' for path in scripts)
    return (
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f"<title>{escape(full)}</title>"
        f'<link rel="icon" href="/web/icon.svg" type="image/svg+xml">{links}{modules}</head>'
    )


def bar(here: Room | None, about: str = "", tools: str = "") -> str:
    """The bar at the top. `about` and `tools` are HTML of the page's own."""
    links = "".join(
        f'<a href="{room.path}"{" aria-current=page" if room == here else ""}>{room.name}</a>' for room in ROOMS
    )
    return (
        '<header id="bar"><a class="skip" href="#main">Skip to the content</a>'
        f'<a class="brand" href="/">{TITLE}</a><nav aria-label="Pages">{links}</nav>'
        f'<span id="about">{about}</span>{tools}</header>'
    )


def sign_out(account: str) -> str:
    """Who has signed in, with the way out; nothing where there are no accounts."""
    if not account:
        return ""
    return (
        f'<form class="account" method="post" action="/sign-out"><bdi>{escape(account)}</bdi> '
        "<button>Sign out</button></form>"
    )


def page(title: str, main: str, *, here: Room | None = None, style: str = "", script: str = "") -> str:
    """A whole page around escaped HTML. `style` and `script` are names of files in web/static."""
    styles = ["/web/plain.css", *([f"/web/{style}"] if style else [])]
    scripts = [f"/web/{script}"] if script else []
    return (
        f'<!doctype html><html lang="en">{head(title, styles, scripts)}'
        f'<body>{bar(here)}<main id="main" tabindex="-1">{main}</main></body></html>'
    )
