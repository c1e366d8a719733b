"""The weight map, the protection ladder and the two ledgers in the browser, beside what the engine gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from policylab.analysis import Result, protection_ladder, two_ledgers, weight_map
from policylab.analysis.ladder import Ladder
from policylab.analysis.two_ledgers import TwoLedgers
from policylab.analysis.weight_map import MapOfWeights
from policylab.schema import Study
from tests.contracts._kernel_page import TOLERANCE, asked, kernel_page, random_states, run, unlike
from tests.contracts.test_kernel import from_engine
from tests.unit.analysis.small_study import small_study

pytestmark = pytest.mark.browser

PROGRAM = """(model, state, result) => {
  const both = ledgers.twoLedgers(model, state, result);
  const about = Object.keys(both.state).map((option) => [option, ledgers.ledgerSentence(model, both, option)]);
  return {map: map.weightMap(model, state, result), ladder: ladder.protectionLadder(model, state),
    ledgers: {...both, about: Object.fromEntries(about)}};
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return a page with the kernel."""
    with kernel_page() as opened:
        yield opened


def map_differs(ours: MapOfWeights, theirs: dict[str, Any]) -> list[str]:
    """Return everything in which the regions differ; corners may begin elsewhere and turn as they like."""
    numbers: dict[str, tuple[Any, Any]] = {
        "here": (ours.here, [theirs["here"][group] for group in ours.groups]),
        "area": (ours.area, [theirs["area"][option] for option in ours.area.index]),
        "areas": ([region.area for region in ours.regions], [region["area"] for region in theirs["regions"]]),
    }
    equals: dict[str, tuple[Any, Any]] = {
        "groups": ([*ours.groups], theirs["groups"]),
        "never": ([*ours.never], theirs["never"]),
        "left out": ([*ours.left_out], theirs["leftOut"]),
        "sentence": (ours.sentence, theirs["sentence"]),
    }
    found = unlike(numbers, equals)
    for kind in ("regions", "touching"):
        pairs = [([*region.options], region.corners.to_numpy()) for region in getattr(ours, kind)]
        if [options for options, _ in pairs] != [region["options"] for region in theirs[kind]]:
            found.append(f"options of {kind}")
            continue
        corners = [np.array(region["corners"]) for region in theirs[kind]]
        if not all(_same_polygon(one, other) for (_, one), other in zip(pairs, corners, strict=True)):
            found.append(f"corners of {kind}")
    return found


def _same_polygon(ours: Any, theirs: Any) -> bool:
    apart = np.abs(ours[:, None] - theirs).max(axis=2)
    return bool((apart.min(axis=0) <= TOLERANCE).all() and (apart.min(axis=1) <= TOLERANCE).all())


def ladder_differs(ours: Ladder, theirs: dict[str, Any]) -> list[str]:
    """Return everything in which the rungs of the ladder differ."""
    line, pieces = ours.envelope, theirs["pieces"]
    rungs = [(rung.start, rung.end, rung.state, rung.protection) for rung in ours.rungs]
    numbers: dict[str, tuple[Any, Any]] = {
        "rungs": (rungs, [[each[key] for key in ("from", "to", "state", "protection")] for each in pieces]),
        "points": (line.points, theirs["points"]),
    }
    equals: dict[str, tuple[Any, Any]] = {
        "leaders": ([*map(list, line.leaders)], [each["leaders"] for each in pieces]),
        "sentences": ([rung.sentence for rung in ours.rungs], [each["sentence"] for each in pieces]),
        "meeting": ([*map(list, line.meeting)], theirs["meeting"]),
        "at ends": ([*map(list, line.at_ends)], theirs["atEnds"]),
        "left out": ([*ours.left_out], theirs["leftOut"]),
        "story": ([*ours.story], theirs["story"]),
        "sentence": (" ".join(ours.story), theirs["sentence"]),
    }
    return unlike(numbers, equals)


def ledgers_differ(ours: TwoLedgers, theirs: dict[str, Any]) -> list[str]:
    """Return everything in which the two ledgers differ."""
    options = [*ours.points.index]
    numbers: dict[str, tuple[Any, Any]] = {
        f"{name} {ledger}": (frame[ledger], [given[ledger].get(option) for option in options])
        for name, frame, given in (
            ("points", ours.points, theirs),
            ("low", ours.low, theirs["low"]),
            ("high", ours.high, theirs["high"]),
        )
        for ledger in ("state", "protection")
    }
    line = ours.pareto.line
    numbers["line"] = (line[["state", "protection"]], [[each["x"], each["y"]] for each in theirs["line"]])
    beaten = (ours.pareto.beaten_by, ours.ranges.surely_beaten_by, ours.ranges.possibly_beaten_by)
    equals: dict[str, tuple[Any, Any]] = {
        name: ({option: [*by] for option, by in lists.items()}, theirs[name])
        for name, lists in zip(("beatenBy", "surelyBeatenBy", "possiblyBeatenBy"), beaten, strict=True)
    }
    equals |= {
        "options": (options, [*theirs["state"]]),
        "front": ([*ours.pareto.front], theirs["front"]),
        "on the line": ([*line["option"]], [each["option"] for each in theirs["line"]]),
        "in": (
            [[*ours.ranges.surely_in], [*ours.ranges.possibly_in]],
            [theirs["surelyIn"], theirs["possiblyIn"]],
        ),
        "left out": ([*ours.left_out], theirs["leftOut"]),
        "sentences": (ours.sentences, theirs["about"]),
        "sentence": (ours.sentence, theirs["sentence"]),
    }
    return unlike(numbers, equals)


METHODS: dict[str, tuple[Any, Any]] = {
    "map": (weight_map, map_differs),
    "ladder": (protection_ladder, ladder_differs),
    "ledgers": (two_ledgers, ledgers_differ),
}


def differences(study: Study, state: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """Return the names of everything in which kernel and engine differ for a state."""
    return parts_unlike(from_engine(study, state), found)


def parts_unlike(result: Result | None, found: dict[str, Any]) -> list[str]:
    """Return the names of everything in which what the kernel found differs from a result of the engine."""
    wrong = []
    for name, (method, differ) in METHODS.items():
        ours = "nothing counts" if result is None else asked(method, result)
        refused = found[name]["refused"]
        if isinstance(ours, str) or refused:
            fits = bool(refused) and (result is None or ours == refused)
            wrong += [] if fits else [f"{name}: {ours} | {refused}"]
        else:
            wrong += [f"{name} {what}" for what in differ(ours, found[name])]
    return wrong


def met(found: dict[str, Any]) -> Counter[str]:
    """Return which kinds of findings are met."""
    kinds: Counter[str] = Counter()
    for name in METHODS:
        kinds[f"{name} refused"] = int(bool(found[name]["refused"]))
        kinds[name] = int(not found[name]["refused"])
    kinds["regions"] = int(len(found["map"]["regions"]) > 2)
    kinds["touching"] = int(bool(found["map"]["touching"]))
    kinds["rungs"] = int(len(found["ladder"]["pieces"]) > 1)
    return kinds


def test_ranges_far_apart_surely_beat(page: Page) -> None:
    """States in which an option is beaten wherever scores lie are met, and agree: a rare thing in wide ranges."""
    study = small_study()
    states = random_states(study, 1, 100)
    found = [*run(page, study, states, PROGRAM)]
    seen = [k for k, each in enumerate(found) if any(each["ledgers"]["surelyBeatenBy"].values())]
    assert len(seen) >= 5
    assert [differences(study, states[k], found[k]) for k in seen] == [[] for _ in seen]


def test_whoever_decides_is_named(page: Page) -> None:
    """The sentences of ladder and ledgers are the engine's for another decision maker too."""
    small = small_study()
    study = replace(small, card=small.card.model_copy(update={"decision_maker": "the Council"}))
    states = random_states(study, 2, 30)
    found = [*run(page, study, states, PROGRAM)]
    assert [differences(study, state, one) for state, one in zip(states, found, strict=True)] == [[]] * 30
    assert any("fewer for the Council" in one["ladder"]["sentence"] for one in found)
    assert any("for the Council" in said for one in found for said in one["ledgers"]["about"].values())
    assert "the state" not in str([(one["ladder"], one["ledgers"]) for one in found])


def test_wrong_numbers_are_seen(page: Page) -> None:
    """The comparison notices a number off by a billionth, another option and another sentence, in each part."""
    study = small_study()
    state = next(s for s in random_states(study, 1, 50) if s["weight_set"] == "equal" and not s["own"])
    found = next(run(page, study, [state], PROGRAM))
    assert differences(study, state, found) == []
    found["map"]["regions"][0]["corners"][0][0] += 2e-9
    found["map"]["here"]["security"] += 2e-9
    found["ladder"]["pieces"][0]["state"] += 2e-9
    found["ladder"]["story"][0] += " "
    found["ledgers"]["front"].append("option_e")
    found["ledgers"]["low"]["state"]["option_b"] -= 2e-9
    named = [name.split(":")[0] for name in differences(study, state, found)]
    maps = ["map here", "map corners of regions"]
    assert named == [*maps, "ladder rungs", "ladder story", "ledgers low state", "ledgers front"]
