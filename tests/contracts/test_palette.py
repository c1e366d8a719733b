"""The palette, computed: contrast, colour blindness, grey, and one value for one colour everywhere."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from policylab.charts import _style
from tests.contracts import _colour as colour

APART = 20
"""The least colour difference (CIE 1976) of neighbours, for every eye and in grey."""
TEXT, MARK = 4.5, 3.0
LETTERS = "SAEP"
# Alike to some eyes, and neighbours only when a group between them counts nothing: pattern and letter tell them apart.
ALIKE = {("S", "E"), ("A", "P")}


@pytest.fixture(scope="module")
def components(repo: Path) -> Path:
    """Return the folder of the components."""
    return repo / "dashboards" / "_components"


@pytest.fixture(scope="module")
def ours(components: Path) -> dict[str, list[str]]:
    """Return the palette."""
    return colour.palette(components)


@pytest.fixture(scope="module")
def sheets(components: Path) -> dict[str, str]:
    """Return the style sheets by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(components.glob("*.css"))}


def variables(sheets: dict[str, str]) -> dict[str, str]:
    """Return the colours that the sheets give a name."""
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-fA-F]{3,6})\b", "".join(sheets.values())))


# The measures themselves


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#fff", "#000", 21.0), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48), ("#abc", "#abc", 1)],
)
def test_contrast_is_wcag_s(one: str, other: str, ratio: float) -> None:
    """Known contrast ratios come out, to two digits, in both directions."""
    assert colour.contrast(one, other) == pytest.approx(ratio, abs=0.006)
    assert colour.contrast(other, one) == colour.contrast(one, other)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("#ffffff", (100, 0, 0)),
        ("#ff0000", (53.24, 80.09, 67.20)),
        ("#00ff00", (87.73, -86.18, 83.18)),
        ("#0000ff", (32.30, 79.19, -107.86)),
    ],
)
def test_lab_is_cie_s(given: str, expected: tuple[float, ...]) -> None:
    """The primaries of sRGB have the CIELAB values of the textbooks."""
    assert colour.lab(colour.linear(given)) == pytest.approx(expected, abs=0.06)


# As the colour library Unicolour publishes them in its tests, close to the emulation in Chromium.
SIMULATED = {
    "protan": {"#ff0000": (109, 95, 0), "#00ff00": (255, 229, 0), "#0000ff": (0, 88, 255)},
    "deutan": {"#ff0000": (163, 144, 0), "#00ff00": (239, 214, 59), "#0000ff": (0, 61, 251)},
    "tritan": {"#ff0000": (255, 0, 13), "#00ff00": (0, 247, 216)},
}


@pytest.mark.parametrize("eye", list(SIMULATED))
def test_simulation_is_machado_s(eye: str) -> None:
    """Simulated primaries agree with published values to two steps of 255; grey and white stay what they are."""
    for given, expected in SIMULATED[eye].items():
        shown = colour.byte(colour.seen(colour.linear(given), eye))
        assert shown == pytest.approx(expected, abs=2.1), given
    for grey in ("#ffffff", "#808080", "#000000"):
        assert colour.apart(colour.byte(colour.seen(colour.linear(grey), eye)), grey) < 0.01


def test_red_and_green_would_be_found_alike() -> None:
    """The measure is able to fail: the usual red, yellow and green steps come too near under deuteranopia."""
    steps = ["#d7191c", "#fdae61", "#ffffbf", "#a6d96a", "#1a9641"]
    assert min(colour.apart(one, other, "deutan") for one, other in combinations(steps, 2)) < 7


# The palette


def test_text_can_be_read(ours: dict[str, list[str]]) -> None:
    """Inks have 4.5:1 on white and on the tint, and those of the steps on their step."""
    for ink in ("INK", "SOFT", "ACCENT"):
        for ground in ("GROUND", "TINT"):
            assert colour.contrast(ours[ink][0], ours[ground][0]) >= TEXT, (ink, ground)
    for fill, ink in zip(ours["STEPS"][::2], ours["STEPS"][1::2], strict=True):
        assert colour.contrast(fill, ink) >= TEXT, fill


def test_edges_and_marks_can_be_seen(ours: dict[str, list[str]]) -> None:
    """Control edges and the focus ring have 3:1 on white and tint, marks on white; pale steps an edge that has."""
    for name in ("EDGE", "ACCENT", "STEP_EDGE"):
        for ground in ("GROUND", "TINT"):
            assert colour.contrast(ours[name][0], ours[ground][0]) >= MARK, (name, ground)
    white = ours["GROUND"][0]
    marks = [*ours["GROUPS"], *ours["SPARE"], *ours["CHOSEN"], *ours["REST"], *ours["TOTAL"], *ours["SPREAD"]]
    assert [mark for mark in marks if colour.contrast(mark, white) < MARK] == []
    pale = [step for step in ours["STEPS"][::2] if colour.contrast(step, white) < MARK]
    assert 0 < len(pale) < 5, "the edge is there for some of them"


def test_stacked_groups_stay_apart(ours: dict[str, list[str]]) -> None:
    """Neighbours in a stack differ for every eye and in grey; of all other pairs only two need pattern and letter."""
    groups = dict(zip(LETTERS, ours["GROUPS"], strict=True))
    assert len(groups) == 4
    near = {
        (one, other)
        for one, other in combinations(LETTERS, 2)
        if colour.least_apart(groups[one], groups[other]) < APART
    }
    assert near == ALIKE
    assert not near & set(pairwise(LETTERS))


def test_patterns_and_letters_are_there(components: Path) -> None:
    """Bars are filled with the pattern of their group and carry its letter: where colours are alike these tell."""
    bars = (components / "bars.js").read_text(encoding="utf-8")
    assert "fill: `url(#fill-${letterOf(group)})`" in bars
    assert re.search(r'"text-anchor": "middle" \}, group\.letter\)', bars)
    kinds = [
        re.search(sign, bars)
        for sign in (r'group.ledger === "protection"', r"index % 3 === 1", r"index % 3 === 2")
    ]
    assert all(kinds), "four ways to fill: outline, lines, dots, plain"


def test_steps_stay_apart(ours: dict[str, list[str]]) -> None:
    """Neighbouring score steps differ for every eye and in grey; in colour any two do."""
    steps = ours["STEPS"][::2]
    assert len(steps) == 5
    assert min(colour.least_apart(one, other) for one, other in pairwise(steps)) >= APART
    for eye in ("plain", *colour.MACHADO):
        assert min(colour.apart(one, other, eye) for one, other in combinations(steps, 2)) >= 25


def test_chosen_options_stay_apart(ours: dict[str, list[str]], components: Path) -> None:
    """Three chosen options differ for every eye and in grey, and by dash and by shape."""
    chosen = ours["CHOSEN"]
    assert len(chosen) == 3
    assert min(colour.least_apart(one, other) for one, other in combinations(chosen, 2)) >= APART
    text = (components / "palette.js").read_text(encoding="utf-8")
    for cue in ("dash", "shape"):
        assert len(set(re.findall(rf'{cue}: "([^"]*)"', text))) == 3, cue


# One value for one colour

SAME = {
    "--ink": "INK", "--soft": "SOFT", "--edge": "EDGE", "--line": "LINE", "--ground": "GROUND", "--tint": "TINT",
    "--accent": "ACCENT",
}  # fmt: skip


def agreed(sheets: dict[str, str], ours: dict[str, list[str]]) -> list[str]:
    """Return where a style sheet and the palette say different colours."""
    names = variables(sheets)
    found = [name for name, constant in SAME.items() if colour.six(names[name]) != ours[constant][0].lower()]
    wanted: dict[str, tuple[str, str]] = {".bar .mark-total": ("fill", ours["TOTAL"][0])}
    for level, (fill, ink) in enumerate(zip(ours["STEPS"][::2], ours["STEPS"][1::2], strict=True)):
        wanted[f".cell.level-{level}"] = ("background", fill)
        wanted[f".cell.level-{level} "] = ("color", ink)
    for letter, group in zip("SAE", ours["GROUPS"], strict=False):
        wanted[f".sharebar .fill-{letter}"] = ("background", group)
    wanted |= {
        ".sharebar .fill-P": ("box-shadow", ours["GROUPS"][3]),
        ".g-S .letter": ("background", ours["GROUPS"][0]),
        ".g-E .letter": ("background", ours["GROUPS"][2]),
        ".g-P .letter": ("border", ours["GROUPS"][3]),
        ".bar .mark-P, .legend .mark-P": ("stroke", ours["GROUPS"][3]),
        ".cell": ("border", ours["STEP_EDGE"][0]),
        ".range .spread": ("stroke", ours["SPREAD"][0]),
    }
    stated = {(selector, name): value for selector, name, value in every_declaration(sheets)}
    for selector, (name, value) in wanted.items():
        key = (selector.strip(), name)
        # A pale step takes the ink of all cells.
        said = stated.get(key) or stated.get((".cell", name)) if name == "color" else stated.get(key)
        if said is None or colour.resolve(said, names) != value.lower():
            found.append(f"{selector.strip()} {name}")
    return found


def every_declaration(sheets: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return selector, property and value of all declarations, the first of each."""
    found: dict[tuple[str, str], str] = {}
    for text in sheets.values():
        for selector, declarations in colour.rules(text):
            for name, value in declarations.items():
                found.setdefault((selector, name), value)
    return [(*key, value) for key, value in found.items()]


def test_sheets_and_scripts_agree(sheets: dict[str, str], ours: dict[str, list[str]]) -> None:
    """What the style sheets and the palette both name has the same colour in both; so have the figures for print."""
    assert agreed(sheets, ours) == []
    assert [value.lower() for value in _style.STATE_COLOURS[:3]] == [
        value.lower() for value in ours["GROUPS"][:3]
    ]


def test_disagreement_is_found(sheets: dict[str, str], ours: dict[str, list[str]]) -> None:
    """A changed step or ink in a sheet is found."""
    changed = {name: text.replace("#b35806", "#b35807") for name, text in sheets.items()}
    assert agreed(changed, ours) == [".cell.level-0 background"]
    changed = {name: text.replace("--soft: #595959", "--soft: #888888") for name, text in sheets.items()}
    assert agreed(changed, ours) == ["--soft"]


def test_areas_can_be_written_on(ours: dict[str, list[str]]) -> None:
    """Names and letters on areas that lie side by side have 4.5:1, and the areas' marks and edges 3:1."""
    for ground in ours["AREAS"]:
        assert colour.contrast(ours["SOFT"][0], ground) >= TEXT, ground
        assert colour.contrast(ours["EDGE"][0], ground) >= MARK, ground


def test_scripts_name_no_colour_of_their_own(components: Path) -> None:
    """Colours in scripts come from the palette."""
    named = {
        path.name: found
        for path in sorted(components.glob("*.js"))
        if path.name != "palette.js"
        and (found := re.findall(r"[\"'`: ](#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b", path.read_text("utf-8")))
    }
    assert named == {}


# The style sheets

PALE = 0.75
"""From this luminance on a ground may lie under any text that names no ground of its own."""


# What is paler and may be, by rule and property.
MAY_BE_PALE = {
    "scenarios.css .slopes .band:hover: fill": "the ground of the line pointed at, which is thicker as well",
    "scenarios.css .slopes .band.is-on: fill": "the ground of a chosen line, which is thicker as well",
    "tradeoffs.css .scatter .is-open .hollow: fill": "has an edge: .scatter .hollow",
    "tradeoffs.css .ladder .even: fill": "has an edge: .ladder .piece",
    "tradeoffs.css .ladder .odd: fill": "has an edge: .ladder .piece",
    "screen.css .slide .row.is-below .bars: opacity": "a row below the floor; its words and total are not pale",
    "order.css .order .is-dimmed .mark: opacity": "a row set back by the reader; its words and total are not pale",
}


def faults(sheets: dict[str, str]) -> list[str]:
    """Return text under 4.5:1, and lines and fills under 3:1, on the grounds they name or may lie on."""
    names = {"--ground": "#ffffff", "--tint": "#f4f4f2", **variables(sheets)}
    named = [
        (sheet, selector, declarations)
        for sheet, text in sheets.items()
        for selector, declarations in colour.rules(text)
    ]
    grounds = {ground_of(declarations, names) for _, _, declarations in named} | {"#ffffff"}
    pale = sorted(ground for ground in grounds if ground and colour.luminance(colour.linear(ground)) >= PALE)
    found = []
    for sheet, selector, declarations in named:
        where = f"{sheet} {selector}"
        text = colour.resolve(declarations.get("color", ""), names)
        own = ground_of(declarations, names)
        if text and min(colour.contrast(text, ground) for ground in ([own] if own else pale)) < TEXT:
            found.append(f"{where}: text")
        alpha = declarations.get("opacity", "1")
        if (
            0 < float(alpha) < 1
            and colour.contrast(colour.mixed(names["--soft"], float(alpha)), "#fff") < TEXT
        ):
            found.append(f"{where}: opacity")
        found += [
            f"{where}: {name}"
            for name in ("stroke", "fill")
            if is_mark(declarations, name) and is_faint(declarations[name], names)
        ]
        if "slider-runnable-track" in selector and own and colour.contrast(own, "#fff") < MARK:
            found.append(f"{where}: track")
    return found


def ground_of(declarations: dict[str, str], names: dict[str, str]) -> str | None:
    """Return the ground a rule names."""
    value = declarations.get("background-color") or declarations.get("background") or ""
    return colour.resolve(value, names)


def is_mark(declarations: dict[str, str], name: str) -> bool:
    """Whether a line or fill means something: hairlines do not, nor what is white or has an edge of its own."""
    value = declarations.get(name, "")
    if not value or "var(--line)" in value or "var(--ground)" in value or "var(--tint)" in value:
        return False
    return not (name == "fill" and "stroke" in declarations)


def is_faint(value: str, names: dict[str, str]) -> bool:
    """Whether a colour other than white has less than 3:1 on white."""
    shown = colour.resolve(value, names)
    return bool(shown) and shown != "#ffffff" and colour.contrast(str(shown), "#ffffff") < MARK


def test_style_sheets_can_be_read(sheets: dict[str, str]) -> None:
    """No rule colours text under 4.5:1 on its ground, or on white and every pale ground; no mark is under 3:1."""
    assert len(sheets) >= 4
    assert [fault for fault in faults(sheets) if fault not in MAY_BE_PALE] == []


def test_exceptions_hold(sheets: dict[str, str]) -> None:
    """Every exception is one still, and what is said to have an edge has one of 3:1."""
    assert set(MAY_BE_PALE) <= set(faults(sheets))
    stated = {(selector, name): value for selector, name, value in every_declaration(sheets)}
    edges = [
        why.removeprefix("has an edge: ") for why in MAY_BE_PALE.values() if why.startswith("has an edge")
    ]
    for rule in edges:
        edge = colour.resolve(stated[rule, "stroke"], variables(sheets))
        assert colour.contrast(str(edge), "#ffffff") >= MARK, rule


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        (".a { color: #888; }", "text"),
        (".a { color: #fff; }", "text"),
        (".a { color: #fff; background: #28a197; }", "text"),
        (".a { color: var(--soft); opacity: .6; }", "opacity"),
        ("@media print { .a { stroke: #998ec3; } }", "stroke"),
        (".a { fill: #ddd; }", "fill"),
        (".a::-moz-range-track { color: #777; }", "text"),
        (".a::-webkit-slider-runnable-track { background: rgb(118 118 118 / .55); }", "track"),
    ],
)
def test_faint_rules_are_rejected(css: str, fault: str) -> None:
    """A rule that is too faint is found, also inside a media query, behind a name or an opacity."""
    sheets = {"x.css": ":root { --soft: #595959; --tint: #f4f4f2; }" + css}
    assert [found.rpartition(": ")[2] for found in faults(sheets)] == [fault]
