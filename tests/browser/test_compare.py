"""Compare: two or three options side by side, with the study's scores, in parts that add up."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab.analysis import evaluate
from policylab.schema import Study
from tests.browser.axe import grave
from tests.browser.pages import LAPTOP, PHONE, Opener, set_weights, settle, store
from tests.browser.test_access import NAMES, TARGETS

pytestmark = pytest.mark.browser
THREE = ["camp", "full_compliance", "special_visa"]


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(pl.shipped_studies()[0])


def open_view(open_page: Opener, address: str, size: tuple[int, int] = LAPTOP, **patch: Any) -> Page:
    """Return a page on Compare."""
    page = open_page(address, size)
    set_weights(page, tab="compare", **patch)
    page.wait_for_selector("table.versus")
    settle(page)
    return page


def number(text: str) -> float:
    """Return a shown number."""
    return float(text.replace("\u2212", "-").replace("+", ""))


def rows_of(page: Page, ledger: str) -> list[dict[str, Any]]:
    """Return the rows of a ledger: criterion, scores and differences as they are shown."""
    found: list[dict[str, Any]] = page.locator(f"table.versus[data-ledger={ledger}] tbody tr").evaluate_all(
        "rows => rows.map((row) => ({ criterion: row.dataset.criterion,"
        " scores: [...row.querySelectorAll('.scorebutton b')].map((one) => one.textContent),"
        " gaps: [...row.querySelectorAll('.gap')].map((one) => one.textContent) }))"
    )
    return found


def shown_options(page: Page) -> list[str]:
    """Return the short names over the columns."""
    return [
        text.replace("today\u2019s practice", "").strip()
        for text in page.locator(".glance thead th").all_inner_texts()
    ]


def test_what_is_compared_at_first(shipped: str, open_page: Opener, study: Study) -> None:
    """With nothing chosen today's practice and what stands first are shown, and nothing is written to the state."""
    page = open_view(
        open_page, shipped, groups={"security": 100, "alliance": 0, "economic": 0}, protection=50
    )
    first = store(page, "r.order[0]")
    assert first != study.baseline
    assert shown_options(page) == [study.options[study.baseline].short, study.options[first].short]
    assert store(page, "s.chosen") == []
    set_weights(page, protection=0, groups={"security": 50, "alliance": 50, "economic": 50})
    assert store(page, "r.order[0]") == study.baseline
    assert shown_options(page)[1] == study.options[store(page, "r.order[1]")].short
    set_weights(page, chosen=["camp"])
    assert shown_options(page) == ["Status quo", "Camp"]


def test_scores_are_the_study_s(shipped: str, open_page: Opener, study: Study) -> None:
    """Scores, differences and the counts in the sentence are those of the study in the scenario."""
    page = open_view(open_page, shipped, chosen=THREE)
    for scenario in list(study.scenarios)[:4]:
        set_weights(page, scenario=scenario)
        central = evaluate(study, scenario=scenario).scores.central
        said = page.locator(".view-compare > .sentence").inner_text()
        for ledger, names, what in (
            ("state", study.state_criteria, "state criteria"),
            ("protection", study.protection_criteria, "protection aims"),
        ):
            rows = rows_of(page, ledger)
            assert {row["criterion"] for row in rows} == set(names)
            for row in rows:
                scores = [central.at[option, row["criterion"]] for option in THREE]
                assert [number(text) for text in row["scores"]] == scores
                assert [number(text) for text in row["gaps"]] == [
                    scores[1] - scores[0],
                    scores[2] - scores[0],
                ]
            for option in THREE[1:]:
                by = central.loc[option, list(names)] - central.loc[THREE[0], list(names)]
                part = said[said.index(study.options[option].short) :]
                words = f"ahead on {(by > 0).sum()} of {len(names)} {what}"
                assert words in part
                behind = int((by < 0).sum())
                assert not behind or f"behind on {behind}" in part


def test_biggest_difference_first(shipped: str, open_page: Opener, study: Study) -> None:
    """Rows fall by their biggest difference; by group they stand as in the study; focus stays on its cell."""
    page = open_view(open_page, shipped, chosen=THREE[:2])
    gaps = [abs(number(row["gaps"][0])) for row in rows_of(page, "state")]
    assert gaps == sorted(gaps, reverse=True)
    assert len(set(gaps)) > 2
    page.get_by_label("Order of the criteria").select_option("by group")
    settle(page)
    assert [row["criterion"] for row in rows_of(page, "state")] == list(study.state_criteria)
    page.get_by_label("Differences as points").check()
    page.get_by_label("Order of the criteria").select_option("biggest difference first")
    page.locator(".scorebutton").nth(5).focus()
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    before = [row["criterion"] for row in rows_of(page, "state")]
    set_weights(page, groups={"security": 5, "alliance": 100, "economic": 60})
    assert [row["criterion"] for row in rows_of(page, "state")] != before
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_parts_add_up(shipped: str, open_page: Opener, study: Study) -> None:
    """As points, the differences and a rounding line add up to the difference of the sums shown, whatever the weights."""
    page = open_view(open_page, shipped, chosen=["status_quo", "camp"])
    page.get_by_label("Differences as points").check()
    chance = random.Random(21)  # noqa: S311
    options = [option for option in study.ranked_options if option != study.baseline]
    rounded = 0
    for k in range(30):
        pair = chance.sample(options, 2) if k % 2 else [study.baseline, chance.choice(options)]
        set_weights(
            page, chosen=pair, protection=chance.choice([0, 0, 30, 65]),
            groups={name: chance.randint(1, 100) for name in study.state_groups},
        )  # fmt: skip
        whole = 0.0
        for ledger in ("state", "protection"):
            table = page.locator(f"table.versus[data-ledger={ledger}]")
            parts = sum(number(row["gaps"][0]) for row in rows_of(page, ledger))
            line = table.locator(".rounding .gap")
            if line.is_visible():
                rounded += 1
                parts += number(line.inner_text())
            first, second = (
                number(text) for text in table.locator(".sum .score > span:last-child").all_text_contents()
            )
            total = number(table.locator(".sum .gap").inner_text())
            assert parts == total == second - first
            whole += total
        shown = [
            number(text)
            for text in page.locator(".glance tr:nth-child(2) td > span:last-child").all_text_contents()
        ]
        if store(page, "s.protection"):
            said = re.search(r"difference of totals ([+\u2212]?\d+)", page.locator(".compared").inner_text())
            assert said
            assert number(said.group(1)) == shown[1] - shown[0]
            extra = re.search(r"rounding ([+\u2212]\d+)\.", page.locator(".compared").inner_text())
            assert whole + (number(extra.group(1)) if extra else 0) == shown[1] - shown[0]
        else:
            assert shown[1] - shown[0] == number(page.locator("[data-ledger=state] .sum .gap").inner_text())
    assert rounded > 0


def test_cells_lead_to_their_evidence(shipped: str, open_page: Opener, study: Study) -> None:
    """Every score is one activation away from what it rests on, and says its range and basis."""
    page = open_view(open_page, shipped, chosen=THREE)
    cells = page.locator(".scorebutton")
    assert cells.count() == 3 * len(study.criteria)
    row = next(row for row in study.rows if (row.option, row.criterion) == ("camp", "reach"))
    cell = page.get_by_role("button", name=re.compile("^Camp, Reach:"))
    assert {"stated": "stated", "implied": "implied", "judgement": "our judgement"}[
        row.basis
    ] in cell.inner_text()
    cell.press("Enter")
    settle(page)
    assert store(page, "[s.tab, s.cell]") == ["evidence", ["camp", "reach"]]
    page.wait_for_selector(".drawer h3")
    assert row.reason in page.locator(".drawer").inner_text()


def test_at_most_three_are_chosen(shipped: str, open_page: Opener, study: Study) -> None:
    """The list begins with today's practice; a fourth cannot be ticked, and words say why."""
    page = open_view(open_page, shipped)
    page.get_by_role("button", name="Choose options").click()
    boxes = page.locator(".picklist input")
    assert boxes.count() == len(study.ranked_options)
    assert "today\u2019s practice" in page.locator(".picklist li").first.inner_text()
    for name in ("Camp", "Special visa", "Full compliance"):
        page.get_by_label(name, exact=True).check()
    settle(page)
    assert store(page, "s.chosen") == ["camp", "special_visa", "full_compliance"]
    assert page.get_by_label("Quiet halt", exact=True).is_disabled()
    assert "3 are ticked, which is the most" in page.locator(".picklist").inner_text()
    page.get_by_label("Camp", exact=True).uncheck()
    settle(page)
    assert shown_options(page) == ["Special visa", "Full compliance"]
    assert page.get_by_label("Quiet halt", exact=True).is_enabled()


def test_facts_side_by_side(shipped: str, open_page: Opener, study: Study) -> None:
    """Who would do it, when, for whom, and what the papers leave open stand in a column for each option."""
    page = open_view(open_page, shipped, chosen=THREE)
    columns = page.locator("table.facts:not(.glance) tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent))"
    )
    for k, option in enumerate(THREE):
        column = " ".join(row[k] for row in columns).lower()
        record = study.options[option]
        for text in (
            record.actor,
            record.timing,
            record.coverage,
            record.destination,
            *record.not_stated,
            *record.prerequisites,
        ):
            assert text.lower() in column
        for proposal in record.proposed_by:
            assert proposal.firmness.value.replace("_", " ").split()[0] in column.replace(
                "reported at second hand", "second"
            )


def test_headings_name_weights(shipped: str, open_page: Opener) -> None:
    """The heading names whose weights, and the share of protection when it is in the total."""
    page = open_view(open_page, shipped)
    heading = page.locator(".headline h2")
    assert heading.inner_text() == "Options compared under equal weights (policylab)"
    set_weights(page, groups={"security": 80}, protection=40, floor=20)
    assert "your weights" in heading.inner_text()
    assert "protection counting for 40 % of the total" in heading.inner_text().replace("\u00a0", " ")
    assert "below floor" in page.locator(".glance").inner_text()


def test_when_nothing_counts(shipped: str, open_page: Opener, study: Study) -> None:
    """With no points at all scores are still compared, no total is made up, and nothing reads NaN."""
    page = open_view(open_page, shipped)
    page.get_by_label("Differences as points").check()
    set_weights(page, groups=dict.fromkeys(study.state_groups, 0))
    text = page.locator(".view-compare").inner_text()
    assert "nothing counts yet" in text
    assert "NaN" not in text
    assert len(rows_of(page, "state")) == len(study.state_criteria)
    assert not page.locator("table.versus tfoot").first.is_visible()


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
@pytest.mark.parametrize("chosen", [[], THREE])
def test_anybody_can_use_it(
    shipped: str, open_page: Opener, size: tuple[int, int], chosen: list[str]
) -> None:
    """Axe finds nothing grave; names of controls are their own; targets are large enough; tables stay tables."""
    page = open_view(open_page, shipped, size, chosen=chosen, protection=30)
    page.get_by_role("button", name="Choose options").click()
    page.get_by_label("Differences as points").check()
    settle(page)
    assert grave(page) == []
    names = page.evaluate(NAMES)
    assert "" not in names
    assert sorted({name for name in names if names.count(name) > 1}) == []
    least = "24" if size == LAPTOP else "44"
    script = TARGETS.replace("LEAST", "24").replace(
        "'button, input", "'.results button, .results input:not([type=checkbox])"
    )
    assert page.evaluate(script) == []
    assert (
        page.evaluate(
            TARGETS.replace("LEAST", least).replace("'button, input, select, summary'", "'.scorebutton'")
        )
        == []
    )
    assert page.get_by_role("table").count() == 4
    assert page.get_by_role("rowheader").count() >= 21


@pytest.mark.parametrize("size", [(320, 640), PHONE, (683, 384), LAPTOP, (1920, 1080)])
def test_the_page_does_not_scroll_sideways(shipped: str, open_page: Opener, size: tuple[int, int]) -> None:
    """At every width everything fits, with three options and the list of options open."""
    page = open_view(open_page, shipped, size, chosen=THREE, protection=30)
    page.get_by_role("button", name="Choose options").click()
    page.get_by_label("Differences as points").check()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
