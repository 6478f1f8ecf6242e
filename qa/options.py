"""The options that several commands of the terminal door share."""

import inspect
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Annotated

import typer

from index.records import Filters

DEFAULT_READER = "small"


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"article-qa {version('article-qa')}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", help="Tell the version.", callback=_tell_version, is_eager=True)]
Corpus = Annotated[Path, typer.Option(help="Folder of articles.")]
Index = Annotated[Path, typer.Option(help="Folder of the index.")]
Model = Annotated[str, typer.Option(help="A sentence-transformers model, by name or path.")]
ReaderName = Annotated[
    str, typer.Option(help="Reads the best passages: small, none, a file made by train/, or a cross-encoder.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_DAY = ["%Y-%m-%d"]
After = Annotated[datetime | None, typer.Option(formats=_DAY, help="Only articles published on this day or later.")]
Before = Annotated[datetime | None, typer.Option(formats=_DAY, help="Only articles published on this day or earlier.")]
Source = Annotated[str | None, typer.Option(help="Only articles of this source.")]
Author = Annotated[str | None, typer.Option(help="Only articles of this author.")]
ArticleIds = Annotated[list[str] | None, typer.Option(help="Only the article of this id; repeat it for more.")]
KeepVersions = Annotated[
    int | None, typer.Option(min=0, help="Earlier texts kept of each article, from now on; 5 unless set.")
]
KeepDays = Annotated[
    int | None, typer.Option(min=0, max=36500, help="Days that an earlier text is kept, from now on; 3650 unless set.")
]
Limit = Annotated[int, typer.Option(min=1, max=100, help="Number of passages.")]


def _filters(
    after: After = None, before: Before = None, source: Source = None, author: Author = None, article: ArticleIds = None
) -> Filters:
    """The options that choose articles, in the one place where they are listed."""
    return Filters(
        after=after.date() if after else None,
        before=before.date() if before else None,
        source=source,
        author=author,
        article_ids=frozenset(article) if article else None,
    )


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of `_filters` in place of its parameter `filters`."""
    own, options = inspect.signature(command), inspect.signature(_filters).parameters

    @wraps(command)
    def run(**given: object) -> None:
        chosen = {name: given.pop(name) for name in options}
        command(**given, filters=_filters(**chosen))  # type: ignore[arg-type]

    kept = [parameter for name, parameter in own.parameters.items() if name != "filters"]
    run.__signature__ = own.replace(parameters=[*kept, *options.values()])  # type: ignore[attr-defined]
    return run
