"""Tipping points and strips in the browser: what the engine gives, and true at every whole number of points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from policylab.analysis import Result, tipping_points
from policylab.analysis.tipping import Tipping, Tippings
from policylab.schema import Study
from policylab.viewmodels.state import first_state
from tests.contracts._kernel_page import asked, kernel_page, random_states, run, unlike
from tests.contracts.test_kernel import from_engine
from tests.unit.analysis.small_study import small_study

pytestmark = pytest.mark.browser

N_STRIPS = 500
TIPPING = """(model, state, result) => ({...tipping.tippingPoints(model, state, result),
  alone: [tipping.groupTipping(model, state, result), tipping.criterionTipping(model, state, result)]})"""
# Around every named and every exact change, and at the ends: who has the highest total there by the kernel itself.
STRIPS = """(model, state) => tipping.groupStrip(model, state).map((strip) => {
  const whole = new Set([0, 1, strip.points, 99, 100]);
  const add = (points) => whole.add(Math.min(100, Math.max(0, points)));
  for (const {from, to} of [...strip.wholes, ...strip.pieces]) for (const end of [from, to]) {
    for (let near = Math.floor(end) - 1; near <= Math.ceil(end) + 1; near++) add(near);
  }
  const first = [...whole].map((points) => {
    const result = kernel.evaluate(model, {...state, groups: {...state.groups, [strip.group]: points}});
    const placed = result.nothing ? [] : model.options.map(({id}) => id).filter((id) => result.total[id] !== null);
    const highest = Math.max(...placed.map((id) => result.total[id]));
    return [points, placed.filter((id) => result.total[id] >= highest - 1e-7)];
  });
  return {...strip, first};
})"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return a page with the kernel."""
    with kernel_page() as opened:
        yield opened


def differences(study: Study, state: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return everything in which the kernel's tipping points differ from the engine's."""
    return points_unlike(from_engine(study, state), found)


def points_unlike(result: Result | None, found: dict[str, Any]) -> list[str]:
    """Return everything in which tipping points that the kernel found differ from those of a result."""
    ours = "nothing" if result is None else asked(tipping_points, result)
    if isinstance(ours, str):
        right = bool(found["refused"]) and (result is None or found["refused"] == ours)
        return [] if right else [f"{ours} | {found['refused']}"]
    ids = [[each.id for each in ours.groups], [each.id for each in ours.criteria]]
    theirs = [[each["group"] for each in found["groups"]], [each["criterion"] for each in found["criteria"]]]
    equals = {
        "refused": ("", found["refused"]),
        "leaders": ([*ours.leaders], found["leaders"]),
        "left out": ([*ours.left_out], found["leftOut"]),
        "sentence": (ours.sentence, found["sentence"]),
        "ids": (ids, theirs),
        "alone": ([found["groups"], found["criteria"]], found["alone"]),
    }
    return unlike({}, equals) or _pieces_differ(ours, found)


def _pieces_differ(ours: Tippings, found: dict[str, Any]) -> list[str]:
    pairs = zip([*ours.groups, *ours.criteria], [*found["groups"], *found["criteria"]], strict=True)
    return [f"{one.id} {what}" for one, other in pairs for what in _one_differs(one, other)]


def _one_differs(ours: Tipping, theirs: dict[str, Any]) -> list[str]:
    equals: dict[str, tuple[Any, Any]] = {
        "title": (ours.title, theirs["title"]),
        "sentence": (ours.sentence, theirs["sentence"]),
        "can move": (ours.envelope is not None, theirs["canMove"]),
    }
    numbers: dict[str, tuple[Any, Any]] = {"now": (ours.now, theirs["now"])}
    line = ours.envelope
    if line is not None:
        ends = [(piece["from"], piece["to"]) for piece in theirs["pieces"]]
        numbers["ends"] = ([piece[:2] for piece in line.pieces], ends)
        numbers["points"] = (line.points, theirs["points"])
        numbers["next"] = ([ours.below, ours.above], [theirs["below"], theirs["above"]])
        equals["leaders"] = ([*map(list, line.leaders)], [piece["leaders"] for piece in theirs["pieces"]])
        equals["meeting"] = ([*map(list, line.meeting)], theirs["meeting"])
        equals["at ends"] = ([*map(list, line.at_ends)], theirs["atEnds"])
    return unlike(numbers, equals)


def met(found: dict[str, Any]) -> Counter[str]:
    """Return which kinds of findings are met."""
    return Counter(
        {
            "points refused": int(bool(found["refused"])),
            "turning": int(any(each["points"] for each in found["groups"])),
            "fixed": int(any(not each["canMove"] for each in found["groups"])),
        }
    )


def untrue(study: Study, strip: dict[str, Any]) -> list[str]:
    """Return what a strip says that its whole numbers, evaluated one by one, do not bear out."""
    found = []
    first = dict(strip["first"])
    if strip["refused"]:
        return [f"{p}: {who}" for p, who in first.items() if who]
    for points, leaders in first.items():
        said = [each["leaders"] for each in strip["wholes"] if each["from"] <= points <= each["to"]]
        if said != [leaders]:
            found.append(f"{strip['group']} {points}: says {said}, is {leaders}")
        inside = [
            each["leaders"] for each in strip["pieces"] if each["from"] + 1e-6 < points < each["to"] - 1e-6
        ]
        if inside and inside != [leaders]:
            found.append(f"{strip['group']} {points}: marks {inside}, is {leaders}")
    if strip["now"] != first[strip["points"]]:
        found.append(f"now {strip['now']}")
    return found + _untrue_next(study, strip, first)


def _untrue_next(study: Study, strip: dict[str, Any], first: dict[int, list[str]]) -> list[str]:
    """Return where a next leader does not lead, another leads sooner, or the sentence does not say so."""
    found = []
    now = set(strip["now"])
    for way, step in (("below", -1), ("above", 1)):
        following = strip["next"][way]
        beyond = {p: set(who) for p, who in first.items() if (p - strip["points"]) * step > 0}
        if following is None:
            found += [
                f"nothing {way}, but {who} at {p}" for p, who in beyond.items() if who and not now <= who
            ]
            continue
        points, leaders = following["points"], set(following["leaders"])
        if beyond[points] != leaders or (now and now <= leaders):
            found.append(f"{way} {following}, is {beyond[points]}")
        sooner = {
            p: who for p, who in beyond.items() if abs(p - strip["points"]) < abs(points - strip["points"])
        }
        found += [
            f"{way} {following}, but {who} at {p}"
            for p, who in sooner.items()
            if not who & (now | leaders) and who
        ]
        title = study.options[following["leaders"][0]].short
        if str(points) not in strip["sentence"] or title not in strip["sentence"]:
            found.append(f"{strip['sentence']} does not name {points} and {title}")
    return found


def check_strips(page: Page, study: Study, seed: int) -> Counter[str]:
    """Check strips of random states against `evaluate` at whole numbers; return how many were of which kind."""
    states = random_states(study, seed, N_STRIPS)
    kinds: Counter[str] = Counter()
    wrong = []
    for state, strips in zip(states, run(page, study, states, STRIPS), strict=True):
        assert [strip["group"] for strip in strips] == list(study.state_groups)
        for strip in strips:
            names = untrue(study, strip)
            wrong += [(names[:2], strip["sentence"], state)] if names else []
            kinds["refused"] += bool(strip["refused"])
            kinds["changing"] += len(strip["pieces"]) > 1
            kinds["steady"] += strip["sentence"].startswith("no change of leader")
            kinds["nothing"] += "nothing counts" in strip["sentence"]
            kinds["level"] += len(strip["now"]) > 1
    assert not wrong, f"{len(wrong)} strips are untrue, such as {wrong[:2]}"
    return kinds


@pytest.mark.slow
@pytest.mark.parametrize("which", ["small", "shipped"])
def test_strips_are_true_at_whole_points(page: Page, repo: Path, which: str) -> None:
    """Evaluated at each whole number near a change, a group's points give the leaders that its strip names."""
    from policylab.catalog import load

    study = small_study() if which == "small" else load(repo / "scenarios" / "north_koreans_in_china")
    kinds = check_strips(page, study, seed=13)
    assert min(kinds[kind] for kind in ("refused", "changing", "steady", "nothing", "level")) >= 5, kinds


def strips_at(
    page: Page, points: dict[str, int], criteria: dict[str, int], **more: Any
) -> list[dict[str, Any]]:
    """Return the strips of the small study under points of its groups and criteria."""
    study = small_study()
    state = {**first_state(study), "weight_set": "yours", "groups": points, **more}
    state["criteria"] = dict.fromkeys(study.criteria, 5) | criteria
    found: list[dict[str, Any]] = next(
        run(page, study, [state], "(model, state) => tipping.groupStrip(model, state)")
    )
    return found


@pytest.mark.parametrize(
    ("points", "criteria", "sentences"),
    [
        (
            (10, 20, 0),  # level at 16: d has 60 - 1.25 p, b and c have 40
            {},
            (
                "now Option d (short); from 17: Option b and Option c",
                "Security would need to rise from 10 to 17 for Option b and Option c to lead together.",
            ),
        ),
        (
            (60, 20, 0),
            {},
            (
                "up to 15: Option d (short); now Option b and Option c",
                "Security would need to fall from 60 to 15 for Option d (short) to lead.",
            ),
        ),
        (
            (16, 20, 0),
            {},
            (
                "up to 15: Option d (short); now Option b, Option c and Option d (short); "
                "from 17: Option b and Option c",
                "Security would need to rise from 16 to 17 for Option b and Option c to lead together.",
            ),
        ),
        (
            (50, 0, 0),
            {},
            (
                "no change of leader from 1 to 100 points; at 0 nothing counts",
                "No points for Security from 1 to 100 change who leads.",
            ),
        ),
        (
            (0, 0, 0),
            {"precedent": 0},
            (
                "now nothing counts; from 1: Option b and Option c",
                "Security would need to rise from 0 to 1 for Option b and Option c to lead together.",
            ),
        ),
        (
            (20, 60, 0),
            {"influx": 0, "precedent": 0},
            (
                "no change of leader from 0 to 100 points",
                "No points for Security from 0 to 100 change who leads.",
            ),
        ),
    ],
)
def test_sentences_of_a_strip(
    page: Page, points: tuple[int, int, int], criteria: dict[str, int], sentences: tuple[str, str]
) -> None:
    """A strip says in whole points who leads now and who from where on, and what the nearest change takes."""
    groups = dict(zip(("security", "alliance", "economic"), points, strict=True))
    strip = strips_at(page, groups, criteria)[0]
    assert (strip["sentence"], strip["rival"]) == sentences


def test_wrong_numbers_are_seen(page: Page) -> None:
    """The comparison notices a place off by a billionth, another leader, another sentence and an untrue strip."""
    study = small_study()
    state = next(s for s in random_states(study, 1, 50) if s["weight_set"] == "equal" and not s["own"])
    found = next(run(page, study, [state], TIPPING))
    assert differences(study, state, found) == []
    moved = next(each for each in found["criteria"] if each["points"])
    for change in ({"now": moved["now"] + 2e-9}, {"sentence": "?"}, {"below": None, "above": None}):
        kept = dict(moved)
        moved.update(change)
        found["alone"] = [found["groups"], found["criteria"]]
        assert differences(study, state, found), change
        moved.update(kept)
    strip = next(run(page, study, [state], STRIPS))[0]
    assert untrue(study, strip) == []
    strip["wholes"][0]["leaders"] = ["option_e"]
    assert untrue(study, strip)
