"""Earlier texts of an article, kept so that what was quoted from them can still be checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from index.records import Article


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was until a sync found another text in its place."""

    article: Article  # under the id that it had then
    until: str  # ISO 8601, UTC, to the second: such strings sort as the times do


@dataclass(frozen=True, slots=True)
class VersionLimits:
    """How many earlier texts of an article are kept, and for how long after they were replaced."""

    number: int = 5
    days: int = 3650

    def changed(self, number: int | None, days: int | None) -> "VersionLimits":
        """With what is not None."""
        return VersionLimits(self.number if number is None else number, self.days if days is None else days)


@dataclass(frozen=True, slots=True)
class Retention:
    """The limits, at the time of one sync."""

    limits: VersionLimits
    now: datetime

    @property
    def oldest(self) -> str:
        """What was replaced before this time is forgotten."""
        return stamp(self.now - timedelta(days=self.limits.days))

    def kept(self, versions: Sequence[Version]) -> tuple[Version, ...]:
        """Those of `versions`, newest first, that are within the limits."""
        return tuple(version for version in versions[: self.limits.number] if version.until >= self.oldest)

    def succeeding(self, article: Article, before: Article, versions: Sequence[Version]) -> tuple[Version, ...]:
        """The earlier texts of `article`, which takes the place of `before` with its `versions`: newest first, each once."""
        if article.content_hash == before.content_hash:
            return self.kept(versions)
        earlier = [Version(before, stamp(self.now)), *versions]
        return self.kept([version for version in earlier if version.article.content_hash != article.content_hash])


def stamp(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
