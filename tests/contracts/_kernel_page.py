"""The parts of the browser's kernel in a real browser, and what a comparison with the engine needs."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Route, sync_playwright

from policylab.errors import CallError
from policylab.schema import Study
from policylab.terms import SCALE
from policylab.viewmodels import payload
from policylab.viewmodels.state import first_state

COMPONENTS = Path(__file__).parents[2] / "dashboards" / "_components"
PARTS = ("kernel", "sentences", "tipping", "map", "ladder", "ledgers")
HOST = "http://kernel.test/"
TOLERANCE = 1e-9
AT_ONCE = 250
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LOAD = """async (parts) => { for (const [name, file] of Object.entries(parts)) window[name] = await import(file); }"""


@contextmanager
def kernel_page() -> Iterator[Page]:
    """Give a page with each of `PARTS` of the kernel under its name; no other host is asked."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.fail("No Chromium found. Install it, on Debian and Ubuntu with: apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        try:
            page = browser.new_page()
            page.route("**/*", _answer)
            page.goto(HOST)
            page.evaluate(LOAD, {name: HOST + _file(name) for name in PARTS})
            yield page
        finally:
            browser.close()


def _file(part: str) -> str:
    return "kernel.js" if part == "kernel" else f"kernel_{part}.js"


def _answer(route: Route) -> None:
    """Answer from the folder of components; the only other address is that of the empty page."""
    name = route.request.url.removeprefix(HOST)
    if not name:
        route.fulfill(content_type="text/html", body="<!doctype html><title>kernel</title>")
    elif (COMPONENTS / name).is_file() and "/" not in name:
        route.fulfill(content_type="text/javascript", body=(COMPONENTS / name).read_text(encoding="utf-8"))
    else:
        route.abort()


def run(page: Page, study: Study, cases: list[dict[str, Any]], program: str) -> Iterator[Any]:
    """Yield what a program, `(model, case, result) => ...`, makes of each state, after `evaluate`.

    A case is a state, or holds it as `state` beside what else the program is given.

    Text goes in and comes out, some hundred states at once: a driver that carries every number by itself takes
    longer than both programs.
    """
    page.evaluate("(model) => { window.model = JSON.parse(model); }", json.dumps(payload(study)))
    script = f"""(states) => {{ const program = {program};
      return JSON.stringify(JSON.parse(states).map((one) =>
        program(window.model, one, kernel.evaluate(window.model, one.state ?? one)))); }}"""
    for start in range(0, len(cases), AT_ONCE):
        yield from json.loads(page.evaluate(script, json.dumps(cases[start : start + AT_ONCE])))


def random_state(study: Study, draw: random.Random) -> dict[str, Any]:
    """Return a state such as a reader could reach: shipped sets, zeros, round points, one group only."""
    state = first_state(study)
    state["weight_set"] = draw.choice([*study.weight_sets, "yours", "yours", "yours"])
    state["started_from"] = draw.choice(list(study.weight_sets))
    state["scenario"] = draw.choice(list(study.scenarios))
    state["protection"] = draw.choice([0, 0, 0, draw.randint(1, 99), 50, 100])
    state["own"] = draw.choice([{}, random_own(study, draw)])
    state["use_own"] = draw.random() < 0.8
    if state["weight_set"] != "yours":
        record = study.weight_sets[state["weight_set"]]
        return {**state, "groups": dict(record.groups), "criteria": dict(record.criteria)}
    kind = draw.choice(["any", "round", "one group", "many zeros", "nothing"])
    groups: list[int] = {"round": [0, 50, 100], "many zeros": [0, 0, 30]}.get(kind, list(range(101)))
    criteria: list[int] = {"round": [5, 10], "many zeros": [0, 0, 0, 1, 7]}.get(kind, list(range(11)))
    state["groups"] = {group: draw.choice(groups) for group in study.state_groups}
    state["criteria"] = {criterion: draw.choice(criteria) for criterion in study.criteria}
    if kind == "one group":
        chosen = draw.choice(study.state_groups)
        state["groups"] = {group: 40 * (group == chosen) for group in study.state_groups}
    if kind == "nothing":
        state[draw.choice(["groups", "criteria"])] |= dict.fromkeys(
            [*study.state_groups] if draw.random() < 0.5 else [*study.criteria], 0
        )
        state["groups"] = {group: state["groups"].get(group, 0) for group in study.state_groups}
        state["criteria"] = {key: state["criteria"].get(key, 0) for key in study.criteria}
    return state


def random_own(study: Study, draw: random.Random) -> dict[str, dict[str, list[float]]]:
    """Return a few own scores, some of them where nothing is published."""
    options = [option for option in study.ranked_options if option != study.baseline]
    own: dict[str, dict[str, list[float]]] = {}
    steps = round(SCALE / study.step)
    for _ in range(draw.randint(1, 6)):
        numbers = sorted(draw.randint(-steps, steps) * study.step for _ in range(3))
        own.setdefault(draw.choice(options), {})[draw.choice(list(study.criteria))] = numbers
    return own


def random_states(study: Study, seed: int, n_states: int) -> list[dict[str, Any]]:
    """Return seeded states: shipped sets, own scores, gaps, zeros, round points, one group only, nothing."""
    draw = random.Random(seed)  # noqa: S311 (not for secrets)
    return [random_state(study, draw) for _ in range(n_states)]


def asked(function: Callable[..., Any], result: Any) -> Any:
    """Return what a function of the engine gives, or its refusal as text."""
    try:
        return function(result)
    except CallError as refusal:
        return str(refusal)


def near(ours: Any, theirs: Any) -> bool:
    """Whether two lists of numbers are as long as each other and the same to a billionth."""
    first, second = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    if first.shape != second.shape:
        return False
    return bool(((np.abs(first - second) <= TOLERANCE) | (np.isnan(first) & np.isnan(second))).all())


def unlike(numbers: dict[str, tuple[Any, Any]], equals: dict[str, tuple[Any, Any]]) -> list[str]:
    """Return the names, with both sides, of what differs."""
    found = [f"{name}: {a} | {b}" for name, (a, b) in numbers.items() if not near(a, b)]
    return found + [f"{name}: {a} | {b}" for name, (a, b) in equals.items() if a != b]
