"""The tables of `docs/performance.md`, written from what was measured."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

import numpy as np

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
HEAD = """# Performance

Written by `make bench`; not edited by hand. Each row is the package's public function against a straightforward numpy
version of the same work (`tests/unit/robustness/smaa_oracle.py`), both in turn in one run, BLAS with one thread:
20 options and 14 criteria unless it says otherwise. What counts is the ratio, the median of the rounds; times are
those of a shared machine. *Part*: the plain version did one part in so many, and its time is multiplied up.

"""


def write(found: dict[str, Any], page: Path = PAGE) -> None:
    """Write the page."""
    page.write_text(
        HEAD + _machine(found) + _cases(found["engine"]) + _growth(found["engine"]), encoding="utf-8"
    )


def _machine(found: dict[str, Any]) -> str:
    noise = found.get("noise", {})
    quiet = (
        f" A loop that always does the same varied by {noise['ratio']:.2f} (p95 / median)." if noise else ""
    )
    return f"Python {platform.python_version()}, numpy {np.__version__}.{quiet}\n\n"


def _cases(engine: dict[str, Any]) -> str:
    rows = [
        "| work | ours, ms | plain, ms | times faster | least to most | meant to be | part |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for case in engine["cases"]:
        cells = (
            case["case"],
            _three(case["ours_ms"]),
            _three(case["plain_ms"]),
            f"**{_three(case['ratio'])}**",
            f"{_three(case['least'])} to {_three(case['most'])}",
            _three(case["at_least"]),
            "" if case["part"] == 1 else f"1 / {case['part']:g}",
        )
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n\n"


def _growth(engine: dict[str, Any]) -> str:
    text = """## Growth

One acceptability analysis (rank acceptability, central weights, pairwise winning) in a fresh process; peak memory
includes the interpreter and pandas. Much of the time of 2,000 options with certain scores is pairwise winning in closed
form, which `pairwise="skip"` leaves out.

"""
    rows = [
        "| options | criteria | draws | scores | CPU, s | us a draw | peak, MiB |",
        "|--:|--:|--:|---|--:|--:|--:|",
    ]
    for point in engine["growth"]:
        cells = (
            f"{point['options']:,}",
            f"{point['criteria']}",
            f"{point['draws']:,}",
            "moving" if point["moving"] else "certain",
            _three(point["cpu_s"]),
            _three(1e6 * point["cpu_s"] / point["draws"]),
            f"{point['peak_mib']:.0f}",
        )
        rows.append("| " + " | ".join(cells) + " |")
    return text + "\n".join(rows) + "\n"


def _three(number: float) -> str:
    """Return a number with two or three digits that count.

    >>> _three(0.01234), _three(7.4321), _three(123.4), _three(12345.0)
    ('0.012', '7.4', '123', '12,345')
    """
    if number >= 100:
        return f"{number:,.0f}"
    if number >= 1:
        return f"{number:.1f}"
    return f"{number:.2g}"
