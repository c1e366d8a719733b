"""Files, or folders of them, to one decision table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from policylab.catalog.report import listed
from policylab.catalog.xmcda.assemble import assemble
from policylab.catalog.xmcda.definitions import (
    read_alternatives,
    read_criteria,
    read_criteria_functions,
    read_criteria_scales,
    read_criteria_thresholds,
    read_description,
)
from policylab.catalog.xmcda.element import Element
from policylab.catalog.xmcda.gathered import Gathered
from policylab.catalog.xmcda.slips import MAX_BYTES, MAX_FILES, Slips
from policylab.catalog.xmcda.source import OTHER_ROOT, elements
from policylab.catalog.xmcda.structure import (
    CONSTRAINTS,
    read_constraints,
    read_criteria_hierarchy,
    read_hierarchy,
)
from policylab.catalog.xmcda.tables import Rows, read_criteria_sets, read_marks, read_single_mark
from policylab.errors import TableInvalid
from policylab.schema.decision_table import DecisionTable

_READERS: dict[str, Callable[[Element, Gathered], None]] = {
    "alternatives": read_alternatives,
    "criteria": read_criteria,
    "attributes": read_criteria,
    "criteriaScales": read_criteria_scales,
    "criteriaFunctions": read_criteria_functions,
    "criteriaThresholds": read_criteria_thresholds,
    "criteriaValues": read_marks,
    "criteriaSetsValues": read_marks,
    "criteriaSets": read_criteria_sets,
    "criteriaSet": read_criteria_sets,
    "hierarchy": read_hierarchy,
    "criteriaHierarchy": read_criteria_hierarchy,
    "criteriaSetsHierarchy": read_criteria_hierarchy,
    **dict.fromkeys(CONSTRAINTS, read_constraints),
}
_READ = frozenset([*_READERS, "performanceTable", "criterionValue", "projectReference"])


def read_xmcda(paths: Sequence[Path]) -> DecisionTable:
    """Return the decision that files of XMCDA hold together.

    Parameters
    ----------
    paths : sequence of Path
        Files, or folders whose `.xml` files are read in the order of their names. One file may hold a whole
        decision, or each a part of it: `alternatives.xml`, `criteria.xml`, `performanceTable.xml`.

    Returns
    -------
    DecisionTable
        What could be taken over; `notes` says what was decided on the way, `skipped` names all that was not
        taken over.

    Raises
    ------
    TableInvalid
        With a problem for every mistake, naming file and line, when the files cannot be read as one decision.
    """
    slips = Slips()
    so_far = Gathered(slips)
    rows = Rows(so_far)
    folders = {path for path in paths if path.is_dir()}
    for path, data in _contents(paths, slips):
        slips.path = path.name
        rows.begin()
        root = elements(data, slips, _READ, rows.take)
        if root is not None:
            _read_root(root, so_far, rows)
        elif path.parent in folders and slips.problems[-1].found.startswith(OTHER_ROOT):
            slips.problems.pop()
            slips.note(f"{path.name} is not XMCDA and was passed over.")
    anything = (
        *(so_far.alternatives, so_far.criteria, so_far.attributes, so_far.tables, so_far.marks, so_far.sets),
        *(so_far.scales, so_far.functions, so_far.thresholds, so_far.hierarchies, so_far.constraints),
    )
    if not slips.problems and not any(anything):
        only = f"only {listed(slips.skipped)}, which is not read" if slips.skipped else "nothing"
        slips.add("X012", 0, "what was given", f"it holds {only}")
    table = None if slips.problems else assemble(so_far)
    if slips.problems or table is None:
        raise TableInvalid(slips.problems)
    return table


def _contents(paths: Sequence[Path], slips: Slips) -> list[tuple[Path, bytes]]:
    """Return the files with their bytes, within the limits on both."""
    files: list[Path] = []
    for path in paths:
        found = sorted(path.glob("*.xml")) if path.is_dir() else [path]
        if not found:
            slips.path = path.name
            slips.add("X001", 0, "this folder", "it holds no .xml file")
        files.extend(found)
    if len(files) > MAX_FILES:
        slips.path = files[0].parent.name
        slips.add("X002", 0, "what was given", f"it is {len(files)} files")
        return []
    read: list[tuple[Path, bytes]] = []
    left = MAX_BYTES
    for file in files:
        slips.path = file.name
        try:
            if not file.is_file():
                # A pipe would be waited for, a device read without end.
                slips.add(
                    "X001", 0, "this file", "it is missing" if not file.exists() else "it is not a file"
                )
                continue
            with file.open("rb") as opened:
                data = opened.read(left + 1)
        except (OSError, ValueError):
            slips.add("X001", 0, "this file", "it cannot be opened")
            continue
        if len(data) > left:
            slips.add("X002", 0, "this file", f"with it, more than {MAX_BYTES // 1_000_000} MB are given")
            return read
        left -= len(data)
        read.append((file, data))
    return read


def _read_root(root: Element, so_far: Gathered, rows: Rows) -> None:
    """Read what stands below the outermost element of a file."""
    so_far.versions.append(root.tag)
    if root.first("criteria", "performanceTable"):
        so_far.whole.add(so_far.slips.path)
    for block in root.children:
        if reader := _READERS.get(block.tag):
            reader(block, so_far)
        elif block.tag == "performanceTable":
            rows.end(block)
        elif block.tag == "projectReference":
            block.check(so_far.slips, " ".join(child.tag for child in block.children), "id name")
            so_far.title = so_far.title or block.title or block.said("title")
            so_far.description = so_far.description or read_description(block)
    read_single_mark(root, so_far)
    for name in root.attributes:
        so_far.slips.skip(f"attribute {name} of XMCDA")
