"""A result as a small HTML table, for notebooks."""

from __future__ import annotations

from html import escape

import pandas as pd

from policylab.analysis.result import Result
from policylab.analysis.sentences import heading, order_sentence
from policylab.analysis.wording import TODAY
from policylab.mcda import round_to_total, shown

_CELL = "padding:2px 10px;text-align:"


def order_html(result: Result) -> str:
    """Return the order as a table: heading, a sentence and the study's label above it."""
    study = result.study
    parts = [*study.state_groups, *(["from_protection"] if "from_protection" in result.order else [])]
    titles = {group: study.groups[group].title for group in study.state_groups}
    head = [("right", "rank"), ("left", "option"), ("right", "total")]
    head += [("right", titles.get(part, "from protection")) for part in parts]
    head.append(("left", "protection"))
    rows = []
    for option, row in result.order.iterrows():
        cells = [("right", _rank(row)), ("left", row["title"])]
        cells += [("right", text) for text in _points(row["total"], row[parts].astype(float))]
        cells.append(("left", row["protection_word"] or "not known"))
        weight = "bold" if option == study.baseline else "normal"
        rows.append(f'<tr style="font-weight:{weight}">{_cells(cells, "td")}</tr>')
    return (
        f'<table><caption style="text-align:left;caption-side:top"><b>{escape(heading(result))}</b><br>'
        f"{escape(study.label)}<br>{escape(order_sentence(result))} "
        f"Points, {escape(TODAY)} at 0.</caption>"
        f"<thead><tr>{_cells(head, 'th')}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _cells(cells: list[tuple[str, str]], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "".join(f'<{tag}{scope} style="{_CELL}{side}">{escape(text)}</{tag}>' for side, text in cells)


def _rank(row: pd.Series) -> str:
    if pd.isna(row["rank"]):
        return "no place"
    return f"{row['rank']}{'=' if row['shared'] else ''}"


def _points(total: float, parts: pd.Series) -> list[str]:
    """Return total and parts as whole numbers that add up; what is missing is said."""
    if pd.isna(total):
        return ["not known", *("not known" if pd.isna(part) else str(shown(part)) for part in parts)]
    return [str(shown(total)), *map(str, round_to_total(parts))]
