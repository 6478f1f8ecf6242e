"""Processor time and memory against size, as an SVG of small panels with logarithmic axes. No plotting library."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 250, 190, 48, 34, 26
COLOURS = ("#1f5fa8", "#c4502a", "#3f7d3f")
Entries = Mapping[str, Mapping[str, Any]]
_PANELS: list[tuple[str, str, str, list[tuple[str, Callable[[Mapping[str, Any]], float]]]]] = [
    (
        "Question, ms",
        "passages",
        "passages",
        [("median", lambda e: e["asked_cpu_ms"][0]), ("95 %", lambda e: e["asked_cpu_ms"][1])],
    ),
    ("Memory, MB", "passages", "passages", [("serving", lambda e: e["asked_mb"])]),
    ("Opening, s", "passages", "passages", [("checked and open", lambda e: e["open_cpu_s"])]),
    (
        "Sync, s",
        "articles",
        "articles",
        [(name, lambda e, n=name: e[f"{n}, cpu s"]) for name in ("stamps", "nothing", "add 100")],  # type: ignore[misc]
    ),
]


def plot(results: Mapping[str, Entries]) -> str:
    """The whole picture."""
    panels = [(title, axis, results[kind], lines) for title, kind, axis, lines in _PANELS if kind in results]
    drawn = [
        f'<g transform="translate({i * WIDTH},0)">{_panel(title, axis, entries, lines)}</g>'
        for i, (title, axis, entries, lines) in enumerate(panels)
    ]
    size = f'width="{WIDTH * len(panels)}" height="{HEIGHT}" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}"'
    style = 'font-family="sans-serif" font-size="11"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n' + "\n".join(drawn) + "\n</svg>\n"


def _panel(
    title: str, axis: str, entries: Entries, lines: Sequence[tuple[str, Callable[[Mapping[str, Any]], float]]]
) -> str:
    sizes = sorted(map(int, entries))
    values = [of(entry) for entry in entries.values() for _, of in lines]
    decades = range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)
    across, up = (math.log10(sizes[0]), math.log10(sizes[-1])), (decades[0], decades[-1])

    def x(size: float) -> float:
        return LEFT + (WIDTH - LEFT - 12) * (math.log10(size) - across[0]) / (across[1] - across[0] or 1)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (math.log10(value) - up[0]) / (up[1] - up[0] or 1)

    parts = [f'<text x="{LEFT}" y="14" font-weight="bold">{title}</text>']
    for decade in decades:
        height = y(10.0**decade)
        parts.append(f'<path d="M{LEFT} {height:.1f}H{WIDTH - 12}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 4}" y="{height + 4:.1f}" text-anchor="end">{10.0**decade:g}</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{HEIGHT - 18}" text-anchor="middle">{_short(size)}</text>')
    parts.append(f'<text x="{WIDTH - 12}" y="{HEIGHT - 4}" text-anchor="end">{axis}</text>')
    for (name, of), colour, place in zip(lines, COLOURS, range(len(lines)), strict=False):
        points = " ".join(f"{x(size):.1f},{y(of(entries[str(size)])):.1f}" for size in sizes)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.8"/>')
        parts.append(f'<text x="{LEFT + 6}" y="{TOP + 10 + 13 * place}" fill="{colour}">{name}</text>')
    return "".join(parts)


def _short(number: int) -> str:
    """
    >>> _short(1000), _short(250_000), _short(1_000_000)
    ('1k', '250k', '1M')
    """
    return f"{number // 1_000_000}M" if number >= 1_000_000 else f"{number // 1000}k" if number >= 1000 else str(number)
