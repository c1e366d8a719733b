"""A result as a small HTML table, for notebooks."""

from __future__ import annotations

from html import escape

import pandas as pd

from policylab.analysis.result import Result
from policylab.analysis.sentences import heading, order_sentence
from policylab.analysis.wording import TODAY
from policylab.mcda import shown

_CELL = "padding:2px 10px;text-align:"


def order_html(result: Result) -> str:
    """Return the order as a table with its heading, a sentence and the study's label."""
    study = result.study
    groups = list(study.state_groups)
    columns = ["total", *groups, *(["from_protection"] if "from_protection" in result.order else [])]
    titles = {"total": "total", "from_protection": "from protection"}
    titles.update({group: study.groups[group].title for group in groups})
    head = [
        ("right", "rank"),
        ("left", "option"),
        *[("right", titles[c]) for c in columns],
        ("left", "protection"),
    ]
    rows = []
    for option, row in result.order.iterrows():
        cells = [("right", _rank(row)), ("left", row["title"])]
        cells += [("right", _points(row[column])) for column in columns]
        cells.append(("left", row["protection_word"] or "not known"))
        weight = "bold" if option == study.baseline else "normal"
        rows.append(f'<tr style="font-weight:{weight}">{_cells(cells, "td")}</tr>')
    return (
        f'<table><caption style="text-align:left;caption-side:top"><b>{escape(heading(result))}</b><br>'
        f"{escape(order_sentence(result))}</caption>"
        f"<thead><tr>{_cells(head, 'th')}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"<p><small>Points, {escape(TODAY)} at 0. {escape(study.label)}</small></p>"
    )


def _cells(cells: list[tuple[str, str]], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "".join(f'<{tag}{scope} style="{_CELL}{side}">{escape(text)}</{tag}>' for side, text in cells)


def _rank(row: pd.Series) -> str:
    if pd.isna(row["rank"]):
        return "no place"
    return f"{row['rank']}{'=' if row['shared'] else ''}"


def _points(points: float) -> str:
    return "not known" if pd.isna(points) else str(shown(points))
