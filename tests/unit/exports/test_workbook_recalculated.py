"""The formulas of the workbook, worked out by other programs, come to our numbers.

LibreOffice works out the shipped study, and the library `formulas` a small one: the shipped study would take it
minutes.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import formulas
import numpy as np
import openpyxl
import pandas as pd
import pytest

from policylab.errors import NothingCounts
from policylab.exports import View, export
from policylab.exports.workbook.cells import cell
from policylab.exports.workbook.plan import FLOOR, GIVEN, ORDER_TOP, PER_CENT, SWITCH, Plan
from policylab.exports.workbook.scores import OWN
from policylab.exports.workbook.weights import BAD_POINTS, NO_AIMS, NOTHING
from policylab.mcda import round_to_total, shown
from policylab.schema import Study
from policylab.testing import tiny_study

pytestmark = pytest.mark.slow

SECONDS = 240
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
"""Settings of a LibreOffice that works out every formula anew and trusts no stored value."""


@dataclass(frozen=True)
class Choices:
    """What a reader types into the workbook."""

    groups: Mapping[str, float]
    criteria: Mapping[str, float]
    share: float = 0.0
    floor: float | None = None
    own: Mapping[str, Mapping[str, list[float]]] = field(default_factory=dict)

    def view(self, study: Study) -> View:
        """Return our view of them."""
        weights = {"groups": dict(self.groups), "criteria": dict(self.criteria)}
        return View.of(study, weights, "today", self.share, self.own, floor=self.floor)

    def cells(self, plan: Plan) -> dict[tuple[str, str], Any]:
        """Return the input cells and what is typed into them."""
        typed: dict[tuple[str, str], Any] = {
            ("weights", cell(SWITCH, GIVEN)): "yes" if self.share else "no",
            ("weights", cell(FLOOR, GIVEN)): self.floor,
        }
        if self.share:
            typed["weights", cell(PER_CENT, GIVEN)] = round(100 * self.share, 10)
        typed |= {("weights", cell(plan.group_row(key), GIVEN)): given for key, given in self.groups.items()}
        typed |= {
            ("weights", cell(plan.criterion_row(key), GIVEN)): given for key, given in self.criteria.items()
        }
        for option, scores in self.own.items():
            for criterion, numbers in scores.items():
                row = plan.score_row(option, criterion)
                typed |= {("scores", cell(row, OWN + k)): number for k, number in enumerate(numbers)}
        return {(sheet, address.replace("$", "")): given for (sheet, address), given in typed.items()}


def random_choices(study: Study, seed: int, n: int) -> list[Choices]:
    """Return points of which about a quarter are 0, with shares of protection and floors; something always counts."""
    draw = np.random.default_rng(seed)

    def given(most: int) -> int:
        return int(draw.integers(1, most + 1) * (draw.random() > 0.25))

    found: list[Choices] = []
    while len(found) < n:
        choices = Choices(
            {key: given(100) for key in study.state_groups},
            {key: given(10) for key in study.criteria},
            float(draw.choice([0.0, 0.25, 0.4, 1.0])),
            [None, 0.0, 12.0, 34.0][int(draw.integers(4))],
        )
        with suppress(NothingCounts):
            choices.view(study)
            found.append(choices)
    return found


def expected(choices: Choices, study: Study) -> list[list[Any]]:
    """Return the rows of our order: place, name, total, parts, protection, its word, below the floor."""
    view = choices.view(study)
    result, rows = view.result, []
    for option, told in result.order.iterrows():
        parts = {group: result.group_parts.at[option, group] for group in study.state_groups}
        parts["from_protection"] = told.get("from_protection", 0.0)
        whole: list[Any] = [None] * len(parts)
        if not pd.isna(told["total"]):
            whole = list(round_to_total(pd.Series(parts)))
        protection = None if pd.isna(told["protection"]) else shown(told["protection"])
        below = view.floor is not None and view.floor - told["protection"] > 1e-9
        rows.append([
            None if pd.isna(told["rank"]) else f"{'=' if told['shared'] else ''}{told['rank']}",
            told["title"], None if pd.isna(told["total"]) else shown(told["total"]), *whole,
            protection, told["protection_word"] or "not scored", "below floor" if below else None,
        ])  # fmt: skip
    return rows


def plain(value: Any) -> Any:
    """Return a cell as it is compared: an empty text is an empty cell."""
    return None if value is None or value == "" else value


# ---- LibreOffice --------------------------------------------------------------------------------------------------

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


@pytest.fixture(scope="module")
def cases(study: Study, own_view: View) -> dict[str, Choices]:
    """Return what is typed into the workbook of the shipped study, by name of the case."""
    equal = study.weight_sets["equal"]
    groups, criteria = dict(equal.groups), dict(equal.criteria)
    none = dict.fromkeys(criteria, 0)
    found = {f"random{k}": one for k, one in enumerate(random_choices(study, 5, 10))}
    found["one"] = Choices(groups, none | {"influx": 1})
    found["own"] = Choices(groups, criteria, 0.1, 20, {"camp": {"influx": [-1, 0.5, 1], "women": [2, 3, 3]}})
    found["nothing"] = Choices(groups, none)
    found["no_aims"] = Choices(
        groups, {k: 0 if k in study.protection_criteria else 1 for k in criteria}, 0.25
    )
    found["text"] = Choices({**groups, "security": "many"}, criteria)  # type: ignore[dict-item]
    return found


@pytest.fixture(scope="module")
def recalculated(
    study: Study,
    view: View,
    own_view: View,
    gaps_view: View,
    cases: dict[str, Choices],
    tmp_path_factory: Any,
) -> Path:
    """Return the folder of workbooks as LibreOffice leaves them: some as exported, some typed into."""
    folder = tmp_path_factory.mktemp("books")
    for name, one in (("as_is", own_view), ("gaps", gaps_view)):
        (folder / f"{name}.xlsx").write_bytes(export(one, "workbook", "xlsx"))
    plan, exported = Plan(view), openpyxl.load_workbook(io.BytesIO(export(view, "workbook", "xlsx")))
    for name in ("README", "evidence", "sources"):
        del exported[name]
    typed: dict[tuple[str, str], Any] = {}
    for name, choices in cases.items():
        before = {key: given for key, given in typed.items() if key[0] == "scores"}
        typed = dict.fromkeys(before) | choices.cells(plan)
        for (sheet, address), given in typed.items():
            exported[sheet][address] = given
        exported.save(folder / f"{name}.xlsx")
    return convert(folder)


def convert(folder: Path) -> Path:
    """Let LibreOffice work out the workbooks in a folder; return the folder with what it saved."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    command += map(str, sorted(folder.glob("*.xlsx")))
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder / "out"


def values_of(path: Path) -> openpyxl.Workbook:
    """Return a workbook to read values from, row by row."""
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True, read_only=True)


def order_of(path: Path, n_options: int) -> tuple[list[list[Any]], str]:
    """Return the rows of the order in a recalculated workbook, and its sentence."""
    sheet = values_of(path)["order"]
    rows = sheet.iter_rows(min_row=1, max_row=ORDER_TOP + n_options, max_col=10, values_only=True)
    found = [[plain(value) for value in row] for row in rows]
    return found[ORDER_TOP:], found[2][0]


@needs_office
def test_libreoffice_forms_our_order(recalculated: Path, cases: dict[str, Choices], study: Study) -> None:
    """After other points, shares, floors and own scores are typed in, the order is ours, row by row."""
    n = len(study.ranked_options)
    for name in ("one", "own", *(f"random{k}" for k in range(10))):
        assert order_of(recalculated / f"{name}.xlsx", n)[0] == expected(cases[name], study), name


@needs_office
@pytest.mark.parametrize(("name", "said"), [("nothing", NOTHING), ("no_aims", NO_AIMS), ("text", BAD_POINTS)])
def test_libreoffice_says_why_there_is_no_order(
    recalculated: Path, name: str, said: str, study: Study
) -> None:
    """When nothing counts, a sentence says so; no cell holds an error, and no option has a place."""
    path = recalculated / f"{name}.xlsx"
    rows, sentence = order_of(path, len(study.ranked_options))
    assert sentence == said
    assert all(row[0] is None and row[2:] == [None] * 8 for row in rows)
    assert [row[1] for row in rows] == [study.options[key].title for key in study.ranked_options]
    book = values_of(path)
    values = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    assert not [value for value in values if isinstance(value, str) and value.startswith("#")]


def test_nothing_counts_in_ours(cases: dict[str, Choices], study: Study) -> None:
    """Where the workbook says that nothing counts, our own evaluation says the same sentence."""
    for name, said in (("nothing", NOTHING), ("no_aims", NO_AIMS)):
        with pytest.raises(NothingCounts, match=said):
            cases[name].view(study)


@needs_office
@pytest.mark.parametrize("name", ["as_is", "gaps"])
def test_stored_values_are_those_calculated(recalculated: Path, name: str) -> None:
    """Every value stored with a formula is what LibreOffice works out, on every sheet."""
    before = recalculated.parent / f"{name}.xlsx"
    stored, after = (
        openpyxl.load_workbook(path, data_only=True) for path in (before, recalculated / f"{name}.xlsx")
    )
    n = 0
    for sheet in openpyxl.load_workbook(before):
        for one in (one for row in sheet.iter_rows() for one in row if one.data_type == "f"):
            values = [plain(book[sheet.title][one.coordinate].value) for book in (stored, after)]
            assert same(*values), (sheet.title, one.coordinate, *values)
            n += 1
    assert n > 3000


def same(one: Any, other: Any) -> bool:
    """Whether two cells hold the same: numbers but for their last bits."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-9
    return one == other


# ---- formulas -----------------------------------------------------------------------------------------------------


def ferry() -> Study:
    """Return the ferry study with a score missing, and two options alike in all that the state wants."""
    study, rows = tiny_study(), []
    alike = {row.criterion: row for row in study.rows if row.option == "clinic"}
    for row in study.rows:
        if row.option == "later_boats" and row.criterion in study.state_criteria:
            row = alike[row.criterion].model_copy(update={"option": "later_boats"})
        if (row.option, row.criterion) != ("bridge", "quay_order"):
            rows.append(row)
    return replace(study, rows=tuple(rows))


@pytest.mark.filterwarnings("ignore")  # of the library's own
def test_formulas_come_to_our_order(tmp_path: Path) -> None:
    """Another reader of formulas finds our order under eleven weightings: ties, a gap, zeros, and nothing counting."""
    study = ferry()
    start = Choices(
        dict(study.weight_sets["equal"].groups), dict(study.weight_sets["equal"].criteria), 0.25, 5
    )
    plan = Plan(start.view(study))
    path = tmp_path / "ferry.xlsx"
    path.write_bytes(export(plan.view, "workbook", "xlsx"))
    model = formulas.ExcelModel().loads(str(path)).finish()
    address = "'[ferry.xlsx]{}'!{}".format
    order = [
        [address("ORDER", cell(ORDER_TOP + k, column).replace("$", "")) for column in range(9)]
        for k in range(len(plan.options))
    ]
    sentence = address("ORDER", "A3")
    typed = list(start.cells(plan))
    work_out = model.compile(
        inputs=[address(sheet.upper(), at) for sheet, at in typed],
        outputs=[sentence, *(at for row in order for at in row)],
    )
    weightings = [start, *(replace(one, floor=5) for one in random_choices(study, 3, 10))]
    gaps = ties = 0

    def calculated(choices: Choices) -> tuple[str, list[list[Any]]]:
        cells = {("weights", cell(PER_CENT, GIVEN).replace("$", "")): 25} | choices.cells(plan)
        said, *found = [plain(value.value[0, 0]) for value in work_out(*(cells[key] for key in typed))]
        return said, [found[k * 9 : k * 9 + 9] for k in range(len(order))]

    for choices in weightings:
        rows = calculated(choices)[1]
        wanted = expected(choices, study)
        assert rows == wanted
        gaps += any(row[0] is None for row in wanted)
        ties += any(str(row[0]).startswith("=") for row in wanted)
    assert gaps
    assert ties
    assert gaps < len(weightings)
    said, rows = calculated(replace(start, criteria=dict.fromkeys(study.criteria, 0), share=0.0))
    assert said == NOTHING
    assert all(row[0] is None and row[2] is None for row in rows)
