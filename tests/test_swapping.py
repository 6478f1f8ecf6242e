"""Files written aside and put in place in one step."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.swapping import swap_in, swap_in_lasting, swap_in_private
from tests.faults.disk import Disk

each = pytest.mark.parametrize("swap", [swap_in, swap_in_lasting, swap_in_private])


@each
def test_a_file_is_the_old_one_until_the_new_one_is_whole(tmp_path: Path, swap: Callable) -> None:
    def parts() -> Iterator[bytes]:
        yield b"new "
        seen.append(path.read_bytes())
        yield b"file"

    path, seen = tmp_path / "file", []
    path.write_bytes(b"old file")
    swap(path, parts())
    assert seen == [b"old file"] and path.read_bytes() == b"new file"
    assert list(tmp_path.iterdir()) == [path]


@each
def test_what_a_run_left_aside_that_was_cut_off_is_no_part_of_the_file(tmp_path: Path, swap: Callable) -> None:
    path = tmp_path / "file"
    path.with_name("file.new").write_bytes(b"much longer than the file")
    swap(path, [b"short"])
    assert path.read_bytes() == b"short"


def test_what_has_to_last_is_on_the_disk_before_it_is_in_place(tmp_path: Path) -> None:
    with Disk(tmp_path) as disk:
        swap_in(tmp_path / "cache", [b"new"])
        swap_in_lasting(tmp_path / "kept", [b"new"])
    verbs = [(operation.path.name, operation.verb) for operation in disk.operations]
    assert verbs == [
        *(("cache.new", verb) for verb in ("create", "write", "replace")),
        *(("kept.new", verb) for verb in ("create", "write", "fsync", "replace")),
    ]


def test_a_private_file_is_its_owner_s_alone_from_its_first_byte_on(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        modes.append(stat.S_IMODE((tmp_path / "file.new").stat().st_mode))
        yield b"secret"

    modes: list[int] = []
    swap_in_private(tmp_path / "file", parts())
    assert modes == [0o600] and stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600
