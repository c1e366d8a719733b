"""The tables of `docs/performance.md`, written from what was measured."""

from __future__ import annotations

import math
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


SLIDER = "## From a hand to the painted frame\n"
SESSIONS = "## Twenty readers at once\n"


def write(found: dict[str, Any], page: Path = PAGE) -> None:
    """Write the parts that were measured and leave the others as they are."""
    text = page.read_text(encoding="utf-8") if page.exists() else HEAD
    rest, _, sessions = text.partition(SESSIONS)
    engine, _, slider = rest.partition(SLIDER)
    if "engine" in found:
        engine = HEAD + _machine(found.get("noise", {})) + _cases(found["engine"]) + _growth(found["engine"])
    if "slider" in found:
        slider = _slider(found["slider"])
    if "sessions" in found:
        sessions = _sessions(found["sessions"])
    parts = [engine, *(head + part for head, part in ((SLIDER, slider), (SESSIONS, sessions)) if part)]
    page.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")


def _machine(noise: dict[str, float]) -> str:
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


def _slider(found: dict[str, Any]) -> str:
    text = """
From the event of a key or a moving pointer to the first task after the frame that shows the new weights, in a real
Chromium, with each view open that follows the weights: shares, tipping strips and everything in view. Meant to be:
17 ms in the middle, 33 ms at the 95th percentile, 25 frames a second while dragging.

"""
    text += _machine(found["noise_after"])
    rows = [
        "| view | key: median, ms | p95, ms | drag: median, ms | p95, ms | frames a second |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, view in found["views"].items():
        times = [
            view[kind][part] for kind in ("key_to_frame", "drag_to_frame") for part in ("median_ms", "p95_ms")
        ]
        rows.append(
            f"| {name} | "
            + " | ".join(f"{time:.1f}" for time in times)
            + f" | {view['drag_frames_a_second']:.0f} |"
        )
    ranges, usable = found["settled_to_ranges"], found["first_usable_control_ms"] / 1000
    after = f"""

The first control can be used {usable:.1f} s after the address is opened. Ranges of places, which Python draws, follow a
settled change after {ranges["median_ms"]:.0f} ms in the middle and {ranges["p95_ms"]:.0f} ms at the 95th percentile.
"""
    return text + "\n".join(rows) + after


def _sessions(found: dict[str, Any]) -> str:
    target = found["target_ms"]
    text = f"""
Readers of one server process, which serves the shipped study; they and the server share this machine. Each settles on
new weights twice a second and asks for the ranges of places; a question still open at the next change is given up, and
counts as longer than any other. Time is from sending the question to having the answer; 95 % are meant to have theirs
within {target} ms.

"""
    text += _machine(found["noise_after"])
    rows = [
        "| readers | asked | in time | median, ms | p95, ms | server, % of a core | a session, MiB |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for part in (found["one"], found["many"]):
        in_time = 1 - (part["given_up"] + part["refused"]) / part["asked"]
        memory = _three(part["per_session_mib"]) if part["readers"] > 1 else ""
        cells = (
            f"{part['readers']}",
            f"{part['asked']:,}",
            f"{math.floor(100 * in_time)} %",
            *(_within(part[name], target) for name in ("p50_ms", "p95_ms")),
            f"{part['server_cpu_percent']:.0f}",
            memory,
        )
        rows.append("| " + " | ".join(cells) + " |")
    return text + "\n".join(rows) + "\n\n" + _first_load(found)


def _first_load(found: dict[str, Any]) -> str:
    load = found["first_load"]
    line = f"{load['kib']:,.0f} KiB over the line in {load['requests']:.0f} requests"
    return (
        f"The server process held {found['many']['after_mib']:.0f} MiB at the end. The first load of `/` in a fresh\n"
        f"browser, median of {load['loads']:.0f}: {line}, and {load['socket_kib']:.0f} KiB over\n"
        f"the connection; the first slider works after {load['usable_ms']:,.0f} ms.\n"
    )


def _within(ms: float, target: float) -> str:
    """Return a time; one without an answer only has a lower bound.

    >>> _within(42.0, 500), _within(math.inf, 500)
    ('42.0', 'over 500')
    """
    return _three(ms) if math.isfinite(ms) else f"over {target:,.0f}"


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
