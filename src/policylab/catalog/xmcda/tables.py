"""Performance tables, and values of criteria: weights above all."""

from __future__ import annotations

from policylab.catalog.xmcda.definitions import read_description
from policylab.catalog.xmcda.element import Element
from policylab.catalog.xmcda.gathered import Cells, CriteriaSet, Gathered, Marks
from policylab.catalog.xmcda.slips import MAX_CELLS
from policylab.catalog.xmcda.values import read_value, read_values
from policylab.schema.table_value import Missing, Value


class Rows:
    """Takes the rows of performance tables as they are read."""

    def __init__(self, so_far: Gathered) -> None:
        self.so_far = so_far
        self.cells: dict[int, Cells] = {}
        self.count = 0

    def begin(self) -> None:
        """Begin another file."""
        self.cells.clear()

    def table(self, element: Element) -> Cells:
        """Return the cells of the table that an element stands for, made at its first row."""
        key = id(element)
        if key not in self.cells:
            self.cells[key] = Cells(
                element.id, element.title, element.concept, "", self.so_far.slips.path, element.line
            )
            self.so_far.tables.append(self.cells[key])
        return self.cells[key]

    def end(self, element: Element) -> None:
        """Take what stands in a table beside its rows."""
        element.check(self.so_far.slips, "description", "id name mcdaConcept")
        self.table(element).description = read_description(element.first("description"))

    def take(self, table: Element, row: Element) -> None:
        """Take the cells of a row."""
        slips, cells = self.so_far.slips, self.table(table)
        alternative = row.said("alternativeID")
        if not alternative:
            what = "row of a performance table"
            slips.lacks(row.line, f"a {what}", "it names no alternativeID", f"{what} without alternativeID")
            return
        row.check(slips, "alternativeID performance")
        for performance in row.children:
            if performance.tag != "performance":
                continue
            criterion, value = self._cell(performance)
            if not criterion:
                slips.add(
                    "X011", performance.line, f"a value of '{alternative[:40]}'", "it names no criterionID"
                )
                continue
            pair = alternative, criterion
            before = cells.values.setdefault(pair, value)
            if before is value:
                self.count += 1
            elif before != value:
                what = f"'{alternative[:40]}' on '{criterion[:40]}'"
                slips.add("X009", performance.line, what, "two different values are given")
        if self.count > MAX_CELLS:
            self.count = -10 * MAX_CELLS
            slips.add("X002", row.line, "the performance table", f"it has more than {MAX_CELLS:,} values")

    def _cell(self, performance: Element) -> tuple[str, Value]:
        """Return the criterion and the value of a cell."""
        slips = self.so_far.slips
        criterion = ""
        value: Value = Missing()
        for child in performance.children:
            if child.tag == "criterionID":
                criterion = child.text.strip()
            elif child.tag == "value":
                value = read_value(child, slips)
            elif child.tag == "values":
                value = read_values(performance, slips)
            elif child.tag == "attributeID":
                criterion = criterion or child.text.strip()
                self.so_far.named_attributes.add(criterion)
            else:
                slips.skip(f"{child.tag} in performance")
        return criterion, value


def read_marks(block: Element, so_far: Gathered) -> None:
    """Read `criteriaValues` or `criteriaSetsValues`: values of criteria, of sets of them, or of both."""
    slips = so_far.slips
    tags = ("criterionValue", "criterionValues", "criteriaSetValue", "criteriaSetValues")
    block.check(slips, f"description {' '.join(tags)}", "id name mcdaConcept")
    _read_marks(block, list(block.all(*tags)), so_far)


def _read_marks(block: Element, entries: list[Element], so_far: Gathered) -> None:
    slips = so_far.slips
    of_one = Marks(block.id, block.title, block.concept, slips.path, block.line)
    of_sets = Marks(block.id, block.title, block.concept, slips.path, block.line, of_sets=True)
    for entry in entries:
        entry.check(slips, "criterionID criteriaSetID criteriaSet value values", "id name mcdaConcept")
        single, several = entry.said("criterionID"), entry.said("criteriaSetID")
        if not (single or several):
            if entry.first("criteriaSet"):
                slips.skip(f"{entry.tag} of a set of criteria without an id")
            else:
                found = "it names no criterionID"
                slips.lacks(
                    entry.line, f"an entry of '{block.tag}'", found, f"{entry.tag} without criterionID"
                )
            continue
        marks, value = of_one if single else of_sets, read_values(entry, slips)
        if marks.values.setdefault(single or several, value) != value:
            slips.add(
                "X009", entry.line, f"'{(single or several)[:40]}'", f"'{block.tag}' gives it two values"
            )
        if entry.concept and not block.concept:
            marks.concept = marks.concept or entry.concept
    so_far.marks.extend(marks for marks in (of_one, of_sets) if marks.values)


def read_single_mark(root: Element, so_far: Gathered) -> None:
    """Read values of criteria that stand by themselves below the outermost element, as 2.x allows."""
    entries = list(root.all("criterionValue"))
    if entries:
        block = Element(
            "XMCDA", {"mcdaConcept": entries[0].concept, "name": entries[0].title}, entries[0].line
        )
        _read_marks(block, entries, so_far)


def read_criteria_sets(block: Element, so_far: Gathered) -> None:
    """Read `criteriaSets`, or a single `criteriaSet`; values of its members may be weights."""
    slips = so_far.slips
    if block.tag == "criteriaSets":
        block.check(slips, "description criteriaSet", "id name mcdaConcept")
    for element in (block,) if block.tag == "criteriaSet" else block.all("criteriaSet"):
        element.check(slips, "description element", "id name mcdaConcept")
        marks = Marks(element.id, element.title, element.concept, slips.path, element.line)
        members = []
        for member in element.all("element"):
            member.check(slips, "criterionID value values")
            if id_ := member.said("criterionID"):
                members.append(id_)
                if member.first("value", "values"):
                    marks.values[id_] = read_values(member, slips)
            else:
                slips.add("X011", member.line, "a member of a set of criteria", "it names no criterionID")
        if marks.values:
            so_far.marks.append(marks)
        key = element.id or f"set_{len(so_far.sets) + 1}"
        description = read_description(element.first("description"))
        one = CriteriaSet(key, element.title, description, tuple(dict.fromkeys(members)))
        if so_far.sets.setdefault(key, one).members != one.members:
            slips.add(
                "X009", element.line, f"criteriaSet '{key[:40]}'", "it is given twice with different members"
            )
