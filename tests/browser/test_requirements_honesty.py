"""Requirements 20 to 27: what the numbers are, whose they are, what is missing, and where they come from."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import policylab as pl
from policylab.analysis import rank_ranges
from policylab.schema import Study
from policylab.viewmodels import Explore
from tests.browser.pages import Opener, served, set_weights, settle, store
from tests.browser.sample import GAPS, gaps_study, sample_study
from tests.browser.views import FULL, VIEWS, View, all_views, go, show

pytestmark = pytest.mark.browser
WEIGHING = ("order", "tradeoffs", "compare", "firm", "scenarios", "packages")
PARTS_OF_FIRM = ("conditions", "tipping", "map", "places", "evidence", "questions", "methods")
MODULES = Path("dashboards")


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the shipped study."""
    return pl.load(next(iter(pl.shipped_studies())))


@pytest.fixture(scope="module")
def gaps() -> Iterator[str]:
    """Return the address of the made-up study with scores missing."""
    with served("gaps") as address:
        yield address


def number(text: str) -> int:
    """Return what a whole number with a real minus says."""
    return int(text.replace("\u2212", "-"))


IN_VIEW = """(label) => {
  const holders = [...document.querySelectorAll('.label, footer, [role=note]')].filter((node) => node.textContent.includes(label));
  return holders.some((node) => { const box = node.getBoundingClientRect();
    return node.checkVisibility({ visibilityProperty: true }) && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight + 1; });
}"""
PRINTED = """(label) => [...document.querySelectorAll('body *')].some((node) => !node.children.length || node.matches('.label'))
  && [...document.querySelectorAll('body *')].some((node) => node.textContent.includes(label) && node.textContent.length < label.length + 60 && node.checkVisibility())"""


def test_r20_label(shipped: str, open_page: Opener, study: Study) -> None:
    """The label stands on the first screen of every view and in its print; all but the projected page link to the method."""
    page = open_page(shipped)
    for name in all_views(page, shipped):
        page.evaluate("window.scrollTo(0, 0)")
        assert page.evaluate(IN_VIEW, study.label), name
        if not name.startswith("screen"):
            links = page.locator('a[href$="about#method"], a[href="#method"]')
            assert any(link.is_visible() for link in links.all()), name
        page.emulate_media(media="print")
        assert page.evaluate(PRINTED, study.label), f"{name}, printed"
        page.emulate_media(media="screen")
    go(page, shipped, "about#method")
    assert page.locator("#method").is_visible()
    assert len(page.locator("#method").locator("xpath=..").inner_text()) > 200


def baseline_words(page: Page, selector: str) -> bool:
    """Whether what is selected names today's practice in words."""
    return "today\u2019s practice" in page.locator(selector).first.inner_text().lower().replace("'", "\u2019")


def test_r21_status_quo_everywhere(shipped: str, open_page: Opener, study: Study) -> None:
    """Today's practice is in every view, so called; no filter, floor or choice takes it out."""
    page = open_page(shipped)
    hard: dict[str, Any] = {
        "floor": 100,
        "filter": {"actor": "others", "timing": "at_once"},
        "chosen": FULL,
        "groups": {"security": 90, "alliance": 3, "economic": 1},
        "weight_set": "yours",
    }
    title = study.options[study.baseline].short or study.options[study.baseline].title
    for view in ({"tab": tab} for tab in WEIGHING if tab != "compare"):  # there it stands in the picker
        show(page, View("", {**view, **hard}))
        assert baseline_words(page, "[role=tabpanel]:not([hidden])"), view
    show(page, View("order", hard))
    assert page.locator("tr.baseline").is_visible()
    assert baseline_words(page, "tr.baseline")
    show(page, View("tradeoffs", {**hard, "tab": "tradeoffs"}))
    assert "today\u2019s practice" in (
        page.locator(f".scatter .point[data-option={study.baseline}]").get_attribute("aria-label") or ""
    )
    page.get_by_role("button", name="Show as table: trade-offs").click()
    assert page.locator(".view-tradeoffs .twin").get_by_text(f"{title} (today\u2019s practice)").count() == 1
    show(page, View("compare", {**hard, "tab": "compare"}))
    page.locator(".view-compare").get_by_role("button", name="Choose options").click()
    assert baseline_words(page, ".view-compare .picklist li")
    for part in PARTS_OF_FIRM:
        show(page, View("firm", {"floor": 100, "tab": "firm", "firm": part}))
        text = page.locator(".view-firm").inner_text().lower()
        assert "today\u2019s practice" in text or title.lower() in text, part
    show(page, View("map", {**hard, "tab": "firm", "firm": "map"}))
    assert page.locator(".view-firm .shares").get_by_text(title).count() >= 1
    show(page, View("scenarios", {**hard, "tab": "scenarios"}))
    assert page.locator(f".standing li[data-option={study.baseline}]").is_visible()
    show(page, View("evidence", {**hard, "tab": "evidence"}))
    assert page.locator(".matrix tr.baseline").is_visible()
    for name in ("report", "about"):
        go(page, shipped, name)
        assert title in page.inner_text("main"), name


def expected_places(study: Study, state: dict[str, Any]) -> dict[str, tuple[int, bool]]:
    """Return place and whether it is shared, worked out from scores and points alone.

    From the top down, whoever one step of one score could lift to the first of a place shares it.
    """
    share = {key: state["groups"][key] / sum(state["groups"].values()) for key in state["groups"]}
    weights = {}
    for key, criterion in study.criteria.items():
        if criterion.group in share:
            points = sum(
                state["criteria"][c] for c, other in study.criteria.items() if other.group == criterion.group
            )
            weights[key] = 100 * share[criterion.group] * state["criteria"][key] / points
    totals: dict[str, float] = dict.fromkeys(study.ranked_options, 0.0)
    for row in study.rows:
        if row.criterion in weights and row.option in totals:
            totals[row.option] += weights[row.criterion] * row.central / 3
    reach = max(weights.values()) * study.step / 3
    order = sorted(totals, key=lambda option: -totals[option])
    places: dict[str, tuple[int, bool]] = {}
    first = 0
    while first < len(order):
        after = first + 1
        while after < len(order) and totals[order[first]] - totals[order[after]] <= reach + 1e-9:
            after += 1
        for option in order[first:after]:
            places[option] = (first + 1, after - first > 1)
        first = after
    return places


FALSE_PRECISION = (
    re.compile(r"(?<![\d.])[+\u2212-]?\d+\.\d{2,}(?![\d.])"),
    re.compile(r"\d[.,]\d+[\s\u00a0]?%"),
    re.compile(r"\bNaN\b|\bundefined\b|\bInfinity\b|\bnull\b"),
)


def too_exact(text: str) -> list[str]:
    """Return numbers that claim more than is known; versions are no numbers, and correlations no scores."""
    plain = re.sub(r"(version|policylab|Version) \d+(\.\d+)+\S*|correlation [\u2212-]?[01]\.\d\d", "", text)
    return [
        plain[max(0, found.start() - 30) : found.end() + 10]
        for one in FALSE_PRECISION
        for found in one.finditer(plain)
    ]


def told_by_papers(study: Study) -> list[str]:
    """Return what the study itself says in words, where figures stand as printed."""
    return sorted((record.says for record in study.evidence.values()), key=len, reverse=True)


def test_r22_close_calls_and_precision(sample: str, shipped: str, open_page: Opener, study: Study) -> None:
    """Places are shared just where one step of one score would swap; each has a range; no number claims too much."""
    made = sample_study()
    page = open_page(sample)
    chance = random.Random(22)  # noqa: S311 - a test's choices
    for _ in range(12):
        groups = {key: chance.randint(1, 100) for key in made.state_groups}
        set_weights(page, groups=groups, criteria={key: chance.randint(1, 10) for key in made.criteria})
        expected = expected_places(made, store(page, "s"))
        shown = page.locator("tr.option").evaluate_all(
            "rows => Object.fromEntries(rows.map((row) => [row.dataset.option, row.querySelector('.rank').textContent]))"
        )
        assert shown == {key: f"{'=' * shared}{place}" for key, (place, shared) in expected.items()}
        foot = page.locator(".under .calls").inner_text()
        first = next((place for place, shared in expected.values() if shared), None)
        if first is None:
            assert foot == "No two options are too close to call."
        else:
            assert foot.startswith("Too close to call: ")
            top = [
                key
                for key, (place, shared) in expected.items()
                if shared and place == min(p for p, s in expected.values() if s)
            ]
            assert all((made.options[key].short or "") in foot for key in top)
    page.wait_for_function("document.getElementById('explore').policylab.store.ranges")
    settle(page)
    for text in page.locator("tr.option .range").all_inner_texts():
        assert re.fullmatch(r"\d+(\u2013\d+)?", text)
    assert too_exact("a total of 12.34 and 3.5 %") != []
    page = open_page(shipped)
    printed = told_by_papers(study)
    for name in all_views(page, shipped, every_step=True):
        text = page.inner_text("body")
        if name == "about" or "evidence" in name or name in ("report", "tradeoffs"):
            for says in printed:
                text = text.replace(says, "")
        assert too_exact(text) == [], name


def test_r23_missing_is_not_zero(gaps: str, open_page: Opener) -> None:
    """What is not scored is said in words and counted, its range is wider, no total takes it for 0, none is dropped."""
    page = open_page(gaps)
    made = gaps_study()
    explore, whole = Explore(made), Explore(sample_study())
    lacking = [option for option, criterion in GAPS if made.criteria[criterion].group != "protection"]
    assert page.locator("tr.option").count() == len(made.ranked_options)
    for option in lacking:
        row = page.locator(f"tr[data-option={option}]")
        assert row.locator(".total").inner_text() == "not scored"
        assert row.locator(".rank").inner_text() == ""
        assert row.locator("rect.mark:visible").count() == 0
    note = page.locator("#panel-order .notes")
    assert note.inner_text().startswith(f"{len(lacking)} of {len(made.ranked_options)} options lack scores.")
    top = page.locator("table.order").bounding_box()
    said = note.bounding_box()
    assert top
    assert said
    assert said["y"] < top["y"]
    ranges = rank_ranges(explore.result(), draws=10_000, seed=0)
    before = rank_ranges(whole.result(), draws=10_000, seed=0)
    for option in lacking:
        low, high = (int(ranges.at[option, end]) for end in ("low", "high"))
        assert page.locator(f"tr[data-option={option}] .range").inner_text() == f"{low}\u2013{high}"
        assert high - low > before.at[option, "high"] - before.at[option, "low"]
    assert store(page, "[r.total.plan_3, r.total.plan_5, r.protection.plan_3]") == [None, None, None]
    assert page.locator("tr[data-option=plan_3] .protection").inner_text().startswith("not scored")
    total = store(page, "[r.total.plan_6, r.total.plan_7, r.shared.plan_6, r.shared.plan_7]")
    assert total[0] == total[1]
    assert total[2:] == [True, True]
    set_weights(page, option="plan_3", numbers=True)
    assert page.locator("tr[data-option=plan_3] .total").inner_text() == "not scored"
    set_weights(page, tab="evidence", option=None, cell=["plan_3", "security_2"])
    cells = page.locator(".matrix button.cell", has_text="not scored")
    assert cells.count() == len(GAPS)
    assert "Not scored. A missing score is never counted as 0." in page.locator(".drawer").inner_text()
    set_weights(page, tab="compare", cell=None, chosen=["as_now", "plan_3"])
    assert page.locator(".view-compare").get_by_text("not scored").count() >= 2
    set_weights(page, tab="scenarios")
    text = page.locator(".view-scenarios").inner_text()
    assert "no place, because a score that counts is missing" in text
    set_weights(page, tab="tradeoffs", option="plan_3")
    assert "Not in the chart: a score that counts is missing." in page.locator(".view-tradeoffs").inner_text()
    go(page, gaps, "report")
    for option in lacking:
        assert page.locator(f".ordertable tr[data-option={option}]").get_by_text("not scored").count() >= 1


def test_r24_whose_weights(shipped: str, open_page: Opener, study: Study) -> None:
    """Every heading names whose weights it follows; one key on a slider renames them in the next frame, and back."""
    page = open_page(shipped)
    emphasis = next(key for key in study.weight_sets if key != "equal")
    record = study.weight_sets[emphasis]
    head = page.locator(".headline h2")
    for tab in WEIGHING:
        show(page, View(tab, {"tab": tab}), wait=False)
        assert "equal weights" in head.inner_text().lower(), tab
        slider = page.get_by_role("slider", name="Security", exact=True)
        slider.focus()
        slider.press("ArrowRight")
        settle(page)
        assert "your weights (changed from: Equal" in head.inner_text(), tab
        slider.press("ArrowLeft")
        settle(page)
        assert "your weights" not in head.inner_text(), tab
        assert "equal weights" in head.inner_text().lower(), tab
        page.get_by_label("Start from", exact=True).select_option(emphasis)
        settle(page)
        assert record.title.lower() in head.inner_text().lower(), tab
    show(
        page,
        View("order", {"criteria": {**dict.fromkeys(study.criteria, 5), "jobs": 6}, "weight_set": "yours"}),
    )
    assert "your weights (changed from: Equal" in head.inner_text()
    assert "your weights (changed from: Equal" in (page.locator("table.order caption").text_content() or "")
    page.emulate_media(media="print")
    assert head.is_visible()
    page.emulate_media(media="screen")
    show(
        page,
        View(
            "export",
            {
                "tab": "export",
                "groups": {"security": 70, "alliance": 50, "economic": 50},
                "weight_set": "yours",
            },
        ),
    )
    assert "your weights (changed from: Equal" in head.inner_text()
    page.evaluate("document.getElementById('explore').policylab.store.set({ groups: { security: 71 } })")
    page.wait_for_timeout(1_200)
    for path, where in (("report", ".opening h2"), ("screen", ".slide"), ("present", ".preview")):
        go(page, shipped, path)
        if path != "report":
            page.keyboard.press("Home")
            for _ in range(30):
                if "weights" in page.locator(where).first.inner_text().lower():
                    break
                page.keyboard.press("ArrowRight")
                page.wait_for_timeout(50)
        said = page.locator(where).first.inner_text()
        assert re.search(r"your weights \(changed from: Equal|Weights: set here, from equal", said), path


def test_r25_two_ledgers(shipped: str, open_page: Opener, study: Study) -> None:
    """Totals hold protection only when asked, and then every heading says so; below a floor all rows stay, counted."""
    page = open_page(shipped)
    before = store(page, "r.total")
    for option, total in before.items():
        parts = store(
            page, f"m.groups.filter((g) => g.ledger === 'state').map((g) => r.groupParts['{option}'][g.id])"
        )
        assert abs(sum(parts) - total) < 1e-9
    for tab in WEIGHING:
        show(page, View(tab, {"tab": tab}), wait=False)
        assert "protection counting for" not in page.locator(".headline h2").inner_text()
        set_weights(page, protection=40)
        assert re.search(r"protection counting for 40", page.locator(".headline h2").inner_text()), tab
    with_it = store(page, "r.total")
    aims = store(page, "r.protection")
    for option, total in with_it.items():
        assert abs(total - (0.6 * before[option] + 0.4 * aims[option])) < 1e-6
    assert any(abs(with_it[option] - before[option]) > 1 for option in before)
    for floor in (-20, 34, 60, 100):
        show(page, View("order", {"floor": floor}))
        rows = page.locator("tr.option")
        assert rows.count() == len(study.ranked_options)
        assert store(page, "r.total") == before
        expected = {option for option, points in aims.items() if points < floor - 1e-9}
        marked = rows.evaluate_all(
            "all => all.filter((row) => row.querySelector('.below').checkVisibility()).map((row) => row.dataset.option)"
        )
        dimmed = rows.evaluate_all(
            "all => all.filter((row) => row.classList.contains('is-dimmed')).map((row) => row.dataset.option)"
        )
        assert set(marked) == set(dimmed) == expected
        note = page.locator("#panel-order .notes").inner_text() if expected else f"{len(expected)}"
        assert str(len(expected)) in note or "No option reaches" in note
        assert all("below floor" in text for text in page.locator("tr.is-dimmed").all_inner_texts())


GAME = re.compile(
    r"\b(winn(er|ers|ing)|wins|losers?|best (option|choice|policy|package)|optim(al|um|ise|ize)\w*|leader ?boards?|badges?|champions?"
    r"|trophy|trophies|medals?|podium|congratulations|well done|confetti|high ?scores?|top scores?|level up|unlock(ed)?|players?"
    r"|countdown|time is up|beat the clock|gam(e|es|ing)|tournament|league|streak|bonus)\b",
    re.IGNORECASE,
)
TEXTS = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\]|\\.)*)`", re.DOTALL)
NOISE = re.compile(
    r"new Audio|AudioContext|\.vibrate\(|<audio|\bh\(\"audio|speechSynthesis|confetti", re.IGNORECASE
)
FLAGS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")


def shown_strings() -> Iterator[tuple[str, str]]:
    """Yield every text of the scripts and pages with its file."""
    for path in sorted(MODULES.rglob("*.js")):
        source = re.sub(r"(?m)^\s*(//|\*|/\*).*$", "", path.read_text(encoding="utf-8"))
        for match in TEXTS.finditer(source):
            yield path.name, match[1] or match[2] or ""
    for path in sorted(MODULES.glob("*.html")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted(Path("src/policylab").rglob("*.py")):
        if path.parent.name in ("analysis", "answers", "viewmodels", "terms"):
            for match in TEXTS.finditer(re.sub(r'(?s)""".*?"""', "", path.read_text(encoding="utf-8"))):
                yield path.name, match[1] or match[2] or ""


def test_r26_no_game(shipped: str, open_page: Opener) -> None:
    """No text of ours has a word of contests or a sign of one; no sound, and nothing moves for longer than a second."""
    assert GAME.search("And the winner is")
    texts = list(shown_strings())
    assert len(texts) > 3000
    assert [(name, text) for name, text in texts if GAME.search(text)] == []
    assert [(name, text) for name, text in texts if FLAGS.search(text)] == []
    for path in sorted(MODULES.rglob("*.js")):
        assert not NOISE.search(path.read_text(encoding="utf-8")), path
    for path in sorted(MODULES.rglob("*.css")):
        for line in re.findall(r"(?:transition|animation)[\w-]*:([^;}]*)", path.read_text(encoding="utf-8")):
            seconds = [
                float(n) / (1000 if unit == "ms" else 1) for n, unit in re.findall(r"([\d.]+)(ms|s)\b", line)
            ]
            assert max(seconds, default=0) <= 1, (path, line)
            assert "infinite" not in line, (path, line)
    page = open_page(shipped)
    for name in all_views(page, shipped, every_step=True):
        assert page.locator("audio, video, marquee, blink").count() == 0
        assert not FLAGS.search(page.inner_text("body")), name


def check_drawer(page: Page, study: Study) -> None:
    """The panel that is open has all that is known of its cell."""
    page.wait_for_selector(".drawer h3:visible")
    option, criterion = store(page, "s.cell")
    drawer = page.locator(".drawer").inner_text()
    row = next((row for row in study.rows if (row.option, row.criterion) == (option, criterion)), None)
    if row is None:
        assert option == study.baseline or "Not scored" in drawer
        return
    assert "range" in drawer
    assert row.reason in drawer
    assert study.criteria[criterion].worst in drawer
    basis = {"stated": "a paper says it", "implied": "follows from", "judgement": "our judgement"}[row.basis]
    assert basis in drawer
    for key in row.evidence:
        record = study.evidence[key]
        assert record.says in drawer
        assert study.sources[record.source].cite in drawer
        assert re.search(rf"lines? {record.lines}", drawer)


def press(page: Page, selector: str, nth: int = 0) -> None:
    """Activate one control as a key would, and wait for what follows."""
    page.locator(selector).nth(nth).focus()
    page.keyboard.press("Enter")
    settle(page)


STEPS = (
    (View("order"), "tr.option:nth-child(2) button.open", "button.reason"),
    (View("order", {"option": "camp"}), ".why .act:text('Evidence for this option')"),
    (
        View("tradeoffs", {"tab": "tradeoffs"}),
        ".scatter .point[data-option=camp]",
        ".openedline button:text('Its scores and evidence')",
    ),
    (View("compare", {"tab": "compare", "chosen": FULL}), ".view-compare .scorebutton"),
    (
        View("firm", {"tab": "firm", "firm": "questions"}),
        ".firm-questions button:text('Open in Evidence')",
    ),
    (View("evidence", {"tab": "evidence"}), ".matrix .baseline ~ tr button.cell"),
    *(
        (View(view.name, view.patch), "#tab-evidence", "button.cell[data-option=camp][data-criterion=jobs]")
        for view in VIEWS
    ),
)


def test_r27_evidence_in_two_steps(shipped: str, open_page: Opener, study: Study) -> None:
    """From every view two activations at most lead to a cell's range, basis, reason, paraphrase, paper and lines."""
    page = open_page(shipped)
    for view, *ways in STEPS:
        show(page, view)
        assert len(ways) <= 2
        for way in ways:
            press(page, f":is({way}):visible" if "text(" not in way else way)
        assert store(page, "s.tab") == "evidence", (view.name, ways)
        check_drawer(page, study)
    judged = next(
        row for row in study.rows if row.basis == "judgement" and row.option in study.ranked_options
    )
    for show_in in (
        View("compare", {"tab": "compare", "chosen": [judged.option]}),
        View("evidence", {"tab": "evidence"}),
    ):
        show(page, show_in)
        title = study.criteria[judged.criterion].title
        panel = page.locator("[role=tabpanel]:not([hidden])")
        said = panel.locator("button").evaluate_all(
            "all => all.map((one) => one.getAttribute('aria-label') ?? '')"
        )
        short = study.options[judged.option].short
        assert any(text.startswith(f"{short}, {title}:") and "our judgement" in text for text in said), (
            show_in.name
        )
