"""Two views differ in the same words in the page and on the command line."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Route, sync_playwright

import policylab as pl
from policylab.analysis.changes.states import state_changes
from policylab.viewmodels import payload
from policylab.viewmodels.link import read_link
from policylab.viewmodels.state import checked_state, first_state
from tests.browser.pages import chromium_path
from tests.browser.states import random_state

COMPONENTS = Path(__file__).parents[2] / "dashboards" / "_components"
N_STATES = 30
COMPARE = """async ([model, states]) => {
  const { differences, orderChange } = await import('/changes.js');
  const { typeset } = await import('/words.js');
  const { encode } = await import('/link.js');
  const all = JSON.parse(states);
  const m = JSON.parse(model);
  return all.slice(1).map((after, n) => {
    const { text, moved } = orderChange(m, all[n], after);
    return { code: encode(m, after), says: typeset(text), moved: moved.map(({ id }) => id).sort(),
      changes: differences(m, all[n], after).map(({ key, text: said }) => [key, typeset(said)]) };
  });
}"""


def answer(route: Route) -> None:
    """Answer from the folder of components."""
    path = COMPONENTS / route.request.url.rpartition("/")[2]
    body = path.read_text(encoding="utf-8") if path.suffix == ".js" else "<!DOCTYPE html><title>.</title>"
    route.fulfill(body=body, content_type="text/javascript" if path.suffix == ".js" else "text/html")


def test_same_words_as_the_page() -> None:
    """For seeded pairs of views both name the same changes in the same words; links are read to the same views."""
    study = pl.load("north_koreans_in_china")
    draw = random.Random(7)  # noqa: S311 (not for secrets)
    states = [first_state(study), *(random_state(study, draw) for _ in range(N_STATES))]
    for k in range(0, N_STATES, 3):  # neighbours that differ little, as those of a reader do
        states.insert(
            3 * k // 2, {**states[0], "floor": k - 30, "protection": k, "groups": states[0]["groups"]}
        )
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto("http://changes.test/")
        theirs = page.evaluate(COMPARE, [json.dumps(payload(study)), json.dumps(states)])
        browser.close()
    for (before, after), other in zip(pairwise(states), theirs, strict=True):
        ours = state_changes(study, before, after)
        assert checked_state(study, read_link(study, other["code"])) == checked_state(study, after)
        assert [[one.key, page_text(one.text)] for one in ours.all] == other["changes"]
        assert page_text(ours.says) == other["says"]
        assert sorted(one.id for one in ours.options if one.before != one.after) == other["moved"]


def page_text(text: str) -> str:
    """Return a sentence as it is set on screen."""
    return re.sub(r"(?<![\w)])-(?=\d)", "\u2212", text).replace(" %", "\u00a0%")
