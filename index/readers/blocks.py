"""Blocks of text and how they are put together."""

from collections.abc import Iterable

Block = tuple[int | None, str]  # number of the list or table that the block stands in, its text


def joined(blocks: Iterable[Block]) -> str:
    """The blocks parted by a blank line; those of one list or table stand on lines of their own."""
    parts: list[str] = []
    last_group: int | None = None
    for group, text in blocks:
        if parts:
            parts.append("\n" if group is not None and group == last_group else "\n\n")
        parts.append(text)
        last_group = group
    return "".join(parts)


def table_row(cells: Iterable[str]) -> str:
    """The cells of one row that are not empty, on one line."""
    return " | ".join(line for cell in cells if (line := " ".join(cell.split())))
