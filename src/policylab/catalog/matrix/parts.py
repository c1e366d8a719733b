"""What is gathered while a table of options and criteria is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policylab.catalog.matrix.grid import NOT_STORED, CellProblem, CellValue, Odd, is_empty, text_of
from policylab.catalog.matrix.numbers import Decimal, bare, is_missing, read_number
from policylab.catalog.report import short
from policylab.schema.decision_table import DecisionTable, Pair

WRITE = "Write it in digits without a unit, or leave it empty if it is not known."
_SAVE = "Open the file in a spreadsheet and save it, so that results are stored."
_DATE = "Spreadsheets turn 1.5 or 1/2 into dates: give the column the form Number, and write it again."


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: row and column, counted from 1, and the column's heading."""

    row: int
    column: int
    name: str = ""

    def problem(self, found: str, fix: str = "") -> CellProblem:
        """Return a problem at this place."""
        return CellProblem(self.row, self.column, found, fix, self.name)


@dataclass(frozen=True, slots=True)
class TableScore:
    """A score as a table gives it; what it does not give is None or empty."""

    low: float | None
    central: float | None
    high: float | None
    basis: str = ""
    evidence: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class MatrixFile:
    """A table of options and criteria as it was read.

    Attributes
    ----------
    name : str
        Of the file.
    table : DecisionTable
        Its options, criteria, numbers, weights and groups; `notes` say how it was read, `skipped` what was not.
    scores : Mapping of (str, str) to TableScore
        What a tidy table says of each pair; of a wide one the number only.
    ledgers : Mapping of str to str
        `state` or `protection` by id of the criterion, as far as the table says so.
    baseline : str or None
        Id of the option that the table marks as baseline.
    units : Mapping of str to str
        By id of the criterion.
    has_ranges : bool
        Whether it gives lowest and highest scores, as our own exports do.
    about : Mapping of str to str
        What the rows that begin with # say of the file.
    spots : Mapping
        Where each pair, option and criterion stands, by id or pair of ids.
    n_rows : int
        Rows of the file, or of the sheet.
    heading : str
        The first row of the table as text.
    """

    name: str
    table: DecisionTable
    scores: Mapping[Pair, TableScore] = field(default_factory=dict)
    ledgers: Mapping[str, str] = field(default_factory=dict)
    baseline: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    has_ranges: bool = False
    about: Mapping[str, str] = field(default_factory=dict)
    spots: Mapping[object, Spot] = field(default_factory=dict)
    n_rows: int = 1
    heading: str = ""


@dataclass
class Reading:
    """The problems met so far, and how numbers are written."""

    decimal: Decimal | None = None
    problems: list[object] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def name(self, cell: CellValue, spot: Spot) -> str:
        """Return the name in a cell; what is neither text nor number is reported."""
        if isinstance(cell, Odd):
            self.problems.append(
                spot.problem(f"{cell.what} stands where a name belongs", "Write it as text.")
            )
        return text_of(cell).strip()

    def number(self, cell: CellValue, spot: Spot) -> float | None:
        """Return the number in a cell; None where nothing is known, or where it is no number, which is reported."""
        if isinstance(cell, float):
            return cell + 0.0
        if isinstance(cell, Odd):
            fix = {"a date": _DATE, NOT_STORED: _SAVE}.get(cell.what, WRITE)
            self.problems.append(spot.problem(f"{cell.what} stands where a number belongs", fix))
            return None
        text = cell.strip()
        if is_missing(text):
            return None
        if text.startswith("'") and (unguarded := text_of(text)) != text:
            text = unguarded
        found = read_number(text, self.decimal)
        if found is None:
            self.problems.append(spot.problem(f"{short(text)} is not a number", WRITE))
        return found


def is_numeric(cell: CellValue) -> bool:
    """Whether a cell holds something that is meant as a number."""
    if isinstance(cell, str):
        return bare(cell)[:1].isdigit() or bare(cell)[1:2].isdigit()
    return True


def known(cell: CellValue) -> bool:
    """Whether anything that is no word for "missing" stands in a cell."""
    return not is_empty(cell) and not (isinstance(cell, str) and is_missing(cell))
