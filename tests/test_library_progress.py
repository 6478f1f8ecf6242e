"""What the library tells of a sync while it goes on."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from index.sync import SyncReport
from index.syncing.planning import Changes, Progress
from web.library.keeper import Keeper, Work
from web.library.pages import work_html
from web.library.shelf import Shelf


def test_progress_has_a_rate_and_the_time_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([100.0, 104.0, 106.0])
    monkeypatch.setattr("web.library.keeper.time", SimpleNamespace(monotonic=lambda: next(clock)))
    shown = []

    def slow(*, progress: Progress) -> SyncReport:
        for done in (0, 20, 30):
            progress("embedding", done, 180)
            shown.append(work_html(keeper.work()))
        return SyncReport(Changes((), (), (), (), 0), (), (), 0, "000001", 0, (), 0.0)

    keeper = Keeper(slow, Shelf(tmp_path).discard, lambda: None)
    keeper.start()
    keeper.finish(20)
    assert "Embedding 0 of 180</p>" in shown[0]
    assert "Embedding 20 of 180 · 5 a second · about 32 s left" in shown[1]
    assert "Embedding 30 of 180 · 5 a second · about 30 s left" in shown[2]


def test_what_takes_long_is_told_in_minutes() -> None:
    assert "1 of 301 · about 10 min left" in work_html(
        Work(running=True, stage="reading", done=1, total=301, per_s=0.5)
    )


def test_what_was_renamed_is_told(tmp_path: Path) -> None:
    report = SyncReport(Changes((), (), (), (("a", "b"),), 2), (), (), 0, "000002", 3, (), 0.0)
    assert "Done: 1 renamed. 3 articles in all." in work_html(Work(report=report))
