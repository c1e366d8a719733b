"""Every state goes into a link and comes out the same; a link that is damaged or old never makes a state up."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, sync_playwright

import policylab as pl
from policylab.schema import Study
from policylab.viewmodels import payload
from policylab.viewmodels.state import FIRM, LANGUAGES, TABS, first_state
from tests.browser.pages import chromium_path
from tests.browser.sample import card, sample_study
from tests.browser.states import random_state

pytestmark = pytest.mark.browser

N_STATES = 2_000
N_TORN = 20
LONGEST_PLACE = 120
"""Signs of an address before the link that are allowed for: a host and a folder."""
STRANGE = (
    "", ".", "2", "2.", "2.w", "1.h", "x.y", "2.wAAAA00000", "2.\u0000\U0001f600", "999999999999.h", "2." + "w" * 5000,
)  # fmt: skip
LOAD = """async (model) => {
  window.model = JSON.parse(model);
  window.link = await import('/link.js');
  const sorted = (value) => value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value;
  window.text = (value) => JSON.stringify(sorted(value));
}"""
ROUND = """(states) => { let longest = 0;
  const wrong = [];
  for (const state of JSON.parse(states)) {
    const code = link.encode(model, state);
    const found = link.decode(model, code);
    longest = Math.max(longest, code.length);
    if (text(found.state) !== text(state) || found.says.length) wrong.push([state, found]);
    if (link.encode(model, found.state) !== code || !/^[\\w.-]*[A-Za-z0-9]$/.test(code)) wrong.push([state, code]);
  }
  return { longest, wrong: wrong.slice(0, 2) };
}"""
TORN = """([states, first]) => { const wrong = [];
  const names = { w: ['weights', ['weight_set', 'started_from', 'groups', 'criteria']], s: ['scenario', ['scenario']],
    p: ['protection in the total, and floor', ['protection', 'floor']], o: ['own scores', ['own', 'use_own']],
    d: ['filter of options', ['filter']], k: ['package', ['package']],
    v: ['what was in view',
      ['language', 'tab', 'option', 'cell', 'chosen', 'open', 'numbers', 'whiskers', 'firm', 'step']] };
  first = JSON.parse(first);
  function check(state, code, found) {
    let read = 0;
    for (const [what, keys] of Object.values(names)) {
      const isLost = found.lost.includes(what) || found.state === null;
      const is = (from) => keys.every((key) => text(found.state?.[key]) === text(from[key]));
      if (!isLost) read += 1;
      if (found.state && !is(isLost ? first : state)) wrong.push([code, what, found]);
    }
    if (found.state === null ? !found.says.length : read === 0) wrong.push([code, 'says nothing']);
    return read;
  }
  let partly = 0;
  for (const state of JSON.parse(states)) {
    const code = link.encode(model, state);
    for (let n = 0; n < code.length; n++) {
      const read = check(state, code.slice(0, n), link.decode(model, code.slice(0, n)));
      if (read > 0) partly += 1;
      const other = code[n] === 'A' ? 'B' : 'A';
      check(state, code, link.decode(model, code.slice(0, n) + other + code.slice(n + 1)));
    }
  }
  return { partly, wrong: wrong.slice(0, 2) };
}"""


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Return a page that has the project's modules and reaches nothing else."""
    folder = Path(__file__).parents[2] / "dashboards" / "_components"

    def give(route: Route) -> None:
        path = folder / route.request.url.rpartition("/")[2]
        if path.suffix == ".js":
            route.fulfill(body=path.read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!DOCTYPE html><title>.</title>", content_type="text/html")

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        opened = browser.new_page()
        opened.route("**/*", give)
        opened.goto("http://links.test/")
        yield opened
        browser.close()


def load(page: Page, study: Study, /, **changes: Any) -> None:
    """Put a study into the page, with some of its data replaced."""
    page.evaluate(LOAD, json.dumps({**payload(study), **changes}))


def states(study: Study, n: int, seed: int) -> list[dict[str, Any]]:
    """Return states from a seed."""
    draw = random.Random(seed)  # noqa: S311
    return [random_state(study, draw) for _ in range(n)]


def test_every_state_comes_back(page: Page, study: Study) -> None:
    """Decoding what was encoded gives the same state, without a word, in a link that is never too long."""
    drawn = states(study, N_STATES, 28)
    assert max(sum(map(len, state["own"].values())) for state in drawn) == 60
    load(page, study)
    found = page.evaluate(ROUND, json.dumps(drawn))
    assert found["wrong"] == []
    assert found["longest"] + LONGEST_PLACE <= 1_000


def test_another_step_of_scores(page: Page) -> None:
    """Scores in other steps than halves come back to the last digit."""
    other = sample_study(card=card(step=0.1))
    load(page, other)
    found = page.evaluate(ROUND, json.dumps(states(other, 200, 5)))
    assert found["wrong"] == []


def test_torn_and_damaged_links(page: Page, study: Study) -> None:
    """Cut anywhere or with any sign changed, a part comes back whole or not at all, and then it is named."""
    load(page, study)
    found = page.evaluate(TORN, [json.dumps(states(study, N_TORN, 29)), json.dumps(first_state(study))])
    assert found["wrong"] == []
    assert found["partly"] > N_TORN * 50


def test_names_find_their_records_in_a_later_version(page: Page, study: Study) -> None:
    """In a version with other lists a link's names find what they named; what is gone is not guessed but named."""
    load(page, study)
    data = payload(study)
    options = [item for item in data["options"] if item["id"] != "camp"]
    later = {
        "study": {**data["study"], "version": "2099.9"},
        "options": [*options[:3], {**options[3], "id": "new_one"}, *reversed(options[3:])],
        "criteria": list(reversed([item for item in data["criteria"] if item["id"] != "jobs"])),
        "scenarios": [item for item in data["scenarios"] if item["id"] != "olympics_window"],
    }
    criteria = {key: k % 11 for k, key in enumerate(study.criteria)}
    state = {
        **first_state(study),
        "weight_set": "yours",
        "criteria": criteria,
        "scenario": "olympics_window",
        "own": {
            "camp": {"influx": [-1.0, 0.0, 1.0]},
            "special_visa": {"jobs": [0.0, 0.0, 0.0], "influx": [-2.0, -1.0, 0.0]},
        },
        "package": ["camp", "quiet_halt"],
        "chosen": ["unhcr_corridor", "camp"],
        "tab": "compare",
        "cell": ["camp", "influx"],
    }
    code = page.evaluate("(state) => link.encode(model, state)", state)
    load(page, study, **later)
    found = page.evaluate("(code) => link.decode(model, code)", code)
    new = found["state"]
    del criteria["jobs"]
    assert new["criteria"] == criteria
    assert (new["scenario"], new["version"]) == ("today", "2099.9")
    assert new["own"] == {"special_visa": {"influx": [-2, -1, 0]}}
    assert [new["package"], new["chosen"]] == [["quiet_halt"], ["unhcr_corridor"]]
    assert [new["tab"], new["cell"]] == ["compare", None]
    said = " ".join(found["says"])
    assert f"made with study version {study.version}. You see 2099.9." in said
    for lost in (
        "scenario",
        "2 own scores",
        "1 option of the package",
        "1 chosen option",
        "1 criterion",
        "cell",
    ):
        assert lost in said


def test_strange_texts(page: Page, study: Study) -> None:
    """Whatever stands in the address, decoding neither throws nor takes anything from what is no link of this study."""
    load(page, sample_study())
    foreign = page.evaluate("(state) => link.encode(model, state)", first_state(sample_study()))
    load(page, study)
    for text in STRANGE:
        found = page.evaluate("(text) => link.decode(model, text)", text)
        assert found["state"] is None, text
        assert len(found["says"]) == 1, text
    found = page.evaluate("(text) => link.decode(model, text)", foreign)
    assert found["state"] is None
    assert "another study" in found["says"][0]
    headless = ".".join(part for part in foreign.split(".") if part[0] != "h")
    assert page.evaluate("(text) => link.decode(model, text).state", headless) is None


def test_a_link_is_found_in_what_is_pasted(page: Page, study: Study) -> None:
    """A whole address, a fragment and a bare text give the same code, also with a full stop or a space after it."""
    load(page, study)
    code = page.evaluate("(state) => link.encode(model, state)", first_state(study))
    for text in (
        code,
        f"#s={code}",
        f"http://a.test/b/?x=1#s={code}",
        f"http://a.test/#t=2&s={code}.",
        f"  {code}) ",
    ):
        assert page.evaluate("(text) => link.codeIn(text)", text) == code
    for text in ("", "http://a.test/", "#results", "#s", "words"):
        assert page.evaluate("(text) => link.codeIn(text)", text) is None


def test_lists_of_the_state_agree(page: Page, study: Study) -> None:
    """Tabs, parts of How firm? and languages that Python knows can be in a link."""
    load(page, study)
    assert page.evaluate("link.FIRM") == list(FIRM)
    assert page.evaluate("import('/tabs.js').then((tabs) => tabs.TABS.map((tab) => tab.id))") == list(TABS)
    for key, values in (("tab", TABS), ("firm", FIRM), ("language", LANGUAGES)):
        for value in values:
            state = {**first_state(study), key: value}
            assert (
                page.evaluate("(state) => link.decode(model, link.encode(model, state)).state", state)[key]
                == value
            )
