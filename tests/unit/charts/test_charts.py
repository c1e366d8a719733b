"""Figures: what is drawn is the frame, what is said is there, and it is drawn without a browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from policylab import charts
from policylab.analysis import Result, evaluate, heading, two_ledgers
from policylab.catalog import load
from policylab.charts._style import letters, lines
from policylab.errors import CallError
from policylab.testing import tiny_study

NAMES = ("order", "tipping", "weight_map", "ladder", "scenarios", "acceptability", "two_ledgers", "packages")
TINY = tuple(name for name in NAMES if name not in ("weight_map", "packages"))


@pytest.fixture(scope="module")
def result() -> Result:
    """Return the shipped study under equal weights."""
    return evaluate(load("north_koreans_in_china"))


@pytest.fixture(scope="module")
def small() -> Result:
    """Return the tiny study under its own weights."""
    return evaluate(tiny_study())


@pytest.fixture(scope="module")
def specs(result: Result) -> dict[str, dict[str, Any]]:
    """Return the specification of every figure."""
    return {name: json.loads(charts.spec(getattr(charts, name)(result))) for name in NAMES}


def walk(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key and value of a specification, its data left out."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "datasets":
                yield key, value
                yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame as it is written into a specification."""
    return json.loads(frame.to_json(orient="records", double_precision=15))


def same(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    """Whether two lists of records hold the same, numbers to rounding."""
    return len(one) == len(other) and all(
        a.keys() == b.keys() and all(a[key] == pytest.approx(b[key]) for key in a)
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_drawn_is_the_frame(name: str, result: Result, specs: dict[str, Any]) -> None:
    """The frame is in the specification, row by row."""
    frame = records(getattr(charts, f"{name}_frame")(result))
    assert frame
    assert any(same(frame, data) for data in specs[name]["datasets"].values())


def test_another_frame_is_not_taken_for_it(result: Result, specs: dict[str, Any]) -> None:
    """The comparison above rejects a frame in which one number is different."""
    frame = records(charts.ladder_frame(result))
    frame[0]["end"] += 0.5
    assert not any(same(frame, data) for data in specs["ladder"]["datasets"].values())


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_shows(name: str, result: Result, specs: dict[str, Any]) -> None:
    """Title, whose weights, which scenario and the label stand over it, and all of it in the alternative text."""
    spec = specs[name]
    under = " ".join(spec["title"]["subtitle"]).replace("\N{NO-BREAK SPACE}", " ")
    for part in (heading(result), result.study.label):
        assert part in under
        assert part in spec["description"]
    assert spec["title"]["text"] in spec["description"]
    assert len(spec["description"]) > len(under)


@pytest.mark.parametrize("name", NAMES)
def test_no_game_language(name: str, specs: dict[str, Any]) -> None:
    """No option is called the best, and nobody wins."""
    assert not re.search(r"\b(winner|wins|best option|optimal)\b", json.dumps(specs[name]), re.IGNORECASE)


@pytest.mark.parametrize("name", NAMES)
def test_text_is_large_enough(name: str, specs: dict[str, Any]) -> None:
    """No text is smaller than 9 points, which are 12 pixels, and every text mark says its size."""
    sizes = [value for key, value in walk(specs[name]) if key.lower().endswith("fontsize")]
    assert sizes
    assert min(sizes) >= 12
    marks = [value for key, value in walk(specs[name]) if key == "mark" and value["type"] == "text"]
    assert [mark for mark in marks if "fontSize" not in mark] == []


def test_group_colours(specs: dict[str, Any]) -> None:
    """Groups have their own colours, and letters beside them."""
    scales = [value for key, value in walk(specs["order"]) if key == "scale" and "range" in value]
    assert scales[0]["range"] == ["#12436D", "#28A197", "#801650"]
    assert scales[0]["domain"] == ["S  Security", "A  Alliance", "E  Economic"]


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_it_is_written(ending: str, small: Result, tmp_path: Path) -> None:
    """A figure becomes a file of the kind that its ending names."""
    path = tmp_path / f"ladder.{ending}"
    charts.save(charts.ladder(small), path)
    held = path.read_bytes()
    assert held.startswith({"svg": b"<svg", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-"}[ending])
    assert len(held) > 5_000
    if ending == "svg":
        text = held.decode()
        assert "The protection ladder: who stands first" in text
        assert f"{small.study.label}" in text
        assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)


@pytest.mark.parametrize("name", TINY)
def test_a_small_study_can_be_drawn(name: str, small: Result, tmp_path: Path) -> None:
    """Other groups, few options: every figure but the map of three groups can be drawn."""
    path = tmp_path / "figure.svg"
    charts.save(getattr(charts, name)(small), path)
    assert path.stat().st_size > 3_000


def test_other_endings_are_refused(small: Result, tmp_path: Path) -> None:
    """A file with another ending is not written."""
    with pytest.raises(CallError, match=r"ends in \.svg"):
        charts.save(charts.ladder(small), tmp_path / "ladder.gif")
    assert list(tmp_path.iterdir()) == []


def test_frames_need_no_altair() -> None:
    """The frames are there without loading what draws them."""
    code = (
        "import sys\nfrom policylab import charts\nfrom policylab.analysis import evaluate\n"
        "from policylab.testing import tiny_study\ncharts.order_frame(evaluate(tiny_study()))\n"
        "assert not {'altair', 'vl_convert'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_parts_of_the_order(small: Result) -> None:
    """Parts lie end to end on their side of 0, and sum to the total; the bridge by hand: +37.5 and -50."""
    frame = charts.order_frame(small)
    assert frame.groupby("option")["points"].sum().to_dict() == pytest.approx(small.total.to_dict())
    bridge = frame[frame["option"] == "bridge"].set_index("group")
    assert bridge[["start", "end"]].to_numpy().tolist() == [[0.0, 37.5], [0.0, -50.0]]
    assert list(dict.fromkeys(frame["option"])) == list(small.order.index)


def test_protection_in_the_order_when_asked() -> None:
    """With a share for protection its part is drawn too, and parts still sum to the total."""
    result = evaluate(tiny_study(), with_protection=0.5)
    frame = charts.order_frame(result)
    assert set(frame["group"]) == {"safety", "purse", "islanders"}
    assert frame.groupby("option")["points"].sum().to_dict() == pytest.approx(result.total.to_dict())


@pytest.mark.parametrize("name", ["ladder", "tipping"])
def test_stretches_cover_everything(name: str, result: Result) -> None:
    """Stretches run from 0 to 100 per cent without a gap, and neighbours have different letters."""
    frame = getattr(charts, f"{name}_frame")(result)
    for _, part in frame.groupby(frame["id"] if "id" in frame else frame["start"] * 0):
        assert part["start"].iloc[0] == 0
        assert part["end"].iloc[-1] == 100
        for (_, one), (_, other) in pairwise(part.iterrows()):
            assert one["end"] == other["start"]
            assert one["letter"] != other["letter"]


def test_ladder_has_the_highest_total(result: Result) -> None:
    """In the middle of each stretch the one named has the highest total of all options."""
    for row in charts.ladder_frame(result).itertuples():
        share = (row.start + row.end) / 200
        total = evaluate(result.study, with_protection=share).total
        assert total[row.options.split()[0]] == pytest.approx(total.max())


def test_regions_of_the_map(result: Result) -> None:
    """Shares sum to 1, weights at each corner too, and each corner lies in the triangle drawn."""
    frame = charts.weight_map_frame(result)
    assert frame.groupby("letter")["share"].first().sum() == pytest.approx(1)
    assert frame[["security", "alliance", "economic"]].sum(axis=1).to_numpy() == pytest.approx(1)
    assert frame["y"].between(-1e-9, 3**0.5 / 2 + 1e-9).all()
    top = frame.loc[frame["security"].idxmax()]
    assert (top["x"], top["y"]) == pytest.approx((0.5, 3**0.5 / 2))


def test_places_sum_to_one(small: Result) -> None:
    """Each option takes one place in each draw, and each place is taken by one."""
    frame = charts.acceptability_frame(small)
    assert frame.groupby("option")["share"].sum().to_numpy() == pytest.approx(1)
    assert frame.groupby("place")["share"].sum().to_numpy() == pytest.approx(1)


def test_scenarios_are_the_orders(small: Result) -> None:
    """A cell has the place that the order in that scenario gives."""
    frame = charts.scenarios_frame(small).set_index(["scenario", "option"])
    for key in small.study.scenarios:
        order = evaluate(small.study, scenario=key).order
        assert frame.loc[key]["rank"].to_dict() == order["rank"].astype(int).to_dict()


def test_unbeaten_are_marked(small: Result) -> None:
    """Marked are those that no other option beats on both ledgers, worked out one by one."""
    frame = charts.two_ledgers_frame(small).set_index("option")
    points = two_ledgers(small).points
    for option, row in points.iterrows():
        more = [other - row for _, other in points.iterrows()]
        beaten = any((gap >= -1e-9).all() and (gap > 1e-9).any() for gap in more)
        assert frame.at[option, "unbeaten"] != beaten
        assert frame.at[option, "state_low"] <= row["state"] <= frame.at[option, "state_high"]


def test_lines_do_not_begin_with_a_sign_of_per_cent() -> None:
    """A line is broken before the number, never between it and its sign."""
    for length in range(20, 40):
        assert not any(
            line.startswith("%") for line in lines(["a share of 33 % and of 44 % and so on"], length)
        )


def test_letters_after_z() -> None:
    """The 27th set of leaders is AA."""
    known = letters((str(n),) for n in range(28))
    assert (known[("25",)], known[("26",)], known[("27",)]) == ("Z", "AA", "BB")
