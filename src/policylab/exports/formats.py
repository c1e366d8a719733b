"""Every kind of file there is, and the one call that makes any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from policylab.errors import CallError
from policylab.exports.receipt import Receipt, receipt_of
from policylab.exports.view import View

Maker = Callable[[View, Receipt], bytes]


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    Attributes
    ----------
    title, says : str
        What it is called, and what it is for.
    makers : Mapping
        For each ending, the module below `policylab.exports` and the function in it that makes the file:
        loaded when used.
    options : Mapping
        For each option it takes, what that does; all are off unless set.
    """

    title: str
    says: str
    makers: Mapping[str, str]
    options: Mapping[str, str] = field(default_factory=dict)


_TABLE = {
    "csv": "tables.delimited:csv",
    "tsv": "tables.delimited:tsv",
    "parquet": "tables.parquet:parquet",
    "json": "tables.json:json_table",
    "tex": "tables.latex:latex",
    "md": "tables.markdown:markdown",
    "html": "tables.html:html_table",
    "docx": "tables.docx:docx_table",
}
_FIGURE = {"svg": "figures:svg", "pdf": "figures:pdf", "png": "figures:png", "txt": "figures:caption"}
_ACROSS = {"landscape": "the page lies across (LaTeX and DOCX)"}
_GREY = {"grey": "in greys, for a paper printed in black"}


def _table(title: str, says: str) -> Kind:
    return Kind(title, says, _TABLE, _ACROSS)


def _figure(title: str, says: str) -> Kind:
    return Kind(title, says, _FIGURE, _GREY)


KINDS: Mapping[str, Kind] = {
    "order": _table("Order", "every option with place, range of places, parts, total and protection"),
    "matrix": _table("Option matrix", "central scores in this scenario, one row for each option"),
    "scores": _table("Scores", "one row for each score: range, basis, evidence, reason, and what the scenario moves"),
    "workbook": Kind(
        "Workbook",
        "scores, weights and order with live formulas: a changed weight re-orders the options",
        {"xlsx": "workbook.build:workbook"},
    ),
    "sources": Kind(
        "Sources",
        "the papers, for a reference manager",
        {"bib": "citations:bibtex", "ris": "citations:ris", "json": "citations:csl_json"},
    ),
    "figure-order": _figure("Figure: order", "the order as bars, with the parts each total is made of"),
    "figure-ledgers": _figure("Figure: two ledgers", "protection against the concerns of whoever decides"),
    "figure-ladder": _figure("Figure: protection ladder", "who stands first as protection counts for more"),
    "figure-map": _figure("Figure: weight map", "who stands first for every way to weigh the groups"),
    "figure-tipping": _figure("Figure: tipping points", "where the order changes as one group counts for more"),
    "figure-places": _figure("Figure: places", "how often each option takes each place when weights and scores move"),
    "figure-scenarios": _figure("Figure: scenarios", "totals in every scenario"),
    "figure-packages": _figure("Figure: packages", "options carried out together"),
    "report": Kind(
        "Report",
        "the whole view on pages: question, weights, order, conditions, trade-offs, scenarios, evidence, limits, "
        "checklist",
        {"html": "report.html:html", "docx": "report.docx:docx", "pdf": "report.pdf:pdf"},
    ),
    "method": Kind("Note on method", "how this order comes about, ready to paste", {"md": "method_note:markdown"}),
    "xmcda": Kind("XMCDA", "the decision table, for other programs of the field", {"xml": "xmcda.build:xmcda"}),
}  # fmt: skip
"""Kinds by id, in the order of the menu."""


def export(view: View, kind: str, ending: str, **options: Any) -> bytes:
    """Return a file.

    Parameters
    ----------
    view : View
        What it is made from.
    kind : str
        Key of `KINDS`.
    ending : str
        One of the endings of that kind, such as `csv`.
    **options
        Those the kind takes, True or left out.

    Raises
    ------
    CallError
        When the kind, the format or an option is not known; NothingCounts when there is no order to tell of.
    """
    made = kind_of(kind)
    ending = ending.lower().removeprefix(".")
    if ending not in made.makers:
        raise CallError(f"{made.title} is written as {_listed(made.makers)}, not as '{ending}'.")
    for name in options:
        if name not in made.options:
            known = f"takes {_listed(made.options)}" if made.options else "takes no options"
            raise CallError(f"{made.title} {known}, not '{name}'.")
    receipt = receipt_of(view, kind, ending, options)
    module, _, name = made.makers[ending].partition(":")
    make: Maker = getattr(import_module(f"policylab.exports.{module}"), name)
    return make(view, receipt)


def kind_of(kind: str) -> Kind:
    """Return a kind by its id, or raise `CallError` naming those there are."""
    if kind not in KINDS:
        raise CallError(f"There is no kind of file '{kind}'; there are {_listed(KINDS)}.")
    return KINDS[kind]


def write(result: Any, kind: str, path: Path, **chosen: Any) -> Path:
    """Write a file of a result; `chosen`: the view's floor, seed, draws, link, date, and the kind's options."""
    options = {name: chosen.pop(name) for name in list(chosen) if name in kind_of(kind).options}
    unknown = [name for name in chosen if name not in ("floor", "seed", "draws", "link", "date")]
    if unknown:
        raise CallError(f"An export takes no '{unknown[0]}'.")
    content = export(View(result, **chosen), kind, path.suffix, **options)
    path.write_bytes(content)
    return path


def _listed(names: Any) -> str:
    *first, last = [f"'{name}'" for name in names]
    return f"{', '.join(first)} or {last}" if first else last
