"""The sheets of texts: `README`, `evidence` and `sources`."""

from __future__ import annotations

from collections.abc import Sequence

from policylab.analysis.wording import signed
from policylab.exports.about import about
from policylab.exports.receipt import Receipt
from policylab.exports.workbook.cells import ENTRY, FAINT, INK, MUTED, PAPER, Book, Sheet, ink_on
from policylab.exports.workbook.plan import Plan
from policylab.provenance import Evidence, Source, cite

SHEETS = (
    ("weights", "points of groups and criteria, the share of protection and the floor: the cells to change"),
    (
        "scores",
        "lowest, central and highest score of each option on each criterion, with what the scenario moves",
    ),
    ("values", "each central score that counts, divided by the end of the scale"),
    ("contributions", "weight times value, and the totals they add up to, unrounded"),
    ("order", "the options from first to last, with place, total, parts, protection and floor"),
    ("evidence", "what each score rests on: basis, reason, and the passages with their lines"),
    ("sources", "the papers the evidence is taken from"),
)
USE = (
    "Change points on the sheet weights: shares, totals and places on all sheets follow. The order is formed anew by "
    "formulas; there are no macros and no links to other files.",
    "Cells that take input are framed and tinted. The sheets are protected without a password, so that no formula is "
    "overwritten by mistake: Review, Unprotect Sheet in Excel, or Tools, Protect Sheet in LibreOffice, lifts it.",
    "Scores of your own go into the framed cells of the sheet scores, lowest, central and highest together; they "
    "count in the place of the published ones and are marked.",
    "Ranges of places are drawn by the program and not by formulas; they are in the table of the order and in the "
    "report.",
    "The receipt below tells of the workbook as it was exported. What is changed in it afterwards is not in the "
    "receipt; the heading of the order says when points were changed.",
)
RULES = (
    "A group’s share is its points among those of all groups that count, a criterion’s its points among those of its "
    "group. A group whose criteria have no points does not count.",
    "A total is the sum of weight times value, times 100: points from −100 to 100, today’s practice at 0. The "
    "protection ledger is the same sum over the aims alone; it is part of the total only when it is let in.",
    "Places are formed from the top down: the first option without a place opens one, and those no further below it "
    "than one step of one score can change share it. Equal totals keep the order of the study.",
    "An option with a score missing that counts has no total and no place: not scored is never 0.",
    "In the order, parts are rounded so that they add up to the total shown; unrounded numbers are on the sheet "
    "contributions.",
)


def write_readme(book: Book, plan: Plan, receipt: Receipt) -> None:
    """Write the sheet `README`."""
    sheet, study = book.sheet("README", plan.study.title), plan.study
    sheet.sheet.set_portrait()
    sheet.widths((0, 0, 26), (1, 1, 100))
    sheet.text(0, 0, f"Workbook: {study.title}", bold=True, font_size=14)
    sheet.text(1, 0, study.label, bold=True)
    sheet.text(2, 0, study.question)
    sheet.sheet.set_row(0, 22)
    told = about(plan.view, receipt)
    row = _section(sheet, 4, "How to use it", [("", text) for text in USE])
    sheet.text(row - 1, 0, "A cell for input", border=1, border_color=INK, bg_color=ENTRY)
    row = _section(sheet, row + 1, "Sheets", SHEETS)
    row = _section(sheet, row, "How the order comes about", [("", text) for text in RULES])
    row = _section(sheet, row, "Groups", [])
    for group in plan.groups:
        fill, record = plan.colours[group], study.groups[group]
        sheet.text(
            row - 1, 0, f"{record.letter}  {record.title}", bg_color=fill, font_color=ink_on(fill), bold=True
        )
        sheet.text(row - 1, 1, record.says, text_wrap=True, valign="top")
        row += 1
    limits = [*(("", text) for text in study.limits), ("who is missing", study.missing_voices)]
    notes = [("content note", study.content_note)] if study.content_note else []
    limits += [("scored by", study.scored_by), *notes, ("licence of the data", study.licence)]
    row = _section(sheet, row, "Limits", limits)
    row = _section(sheet, row, "Made from", list(told.items()))
    row = _section(
        sheet, row, "Receipt", [("", "For `policylab reproduce`, which makes this workbook again.")]
    )
    sheet.text(row - 1, 1, receipt.line, font_size=7, font_color=MUTED, text_wrap=True)
    sheet.finish(row - 1, 1, (0, 1))


def _section(sheet: Sheet, row: int, title: str, pairs: Sequence[tuple[str, str]]) -> int:
    """Write a heading and pairs under it; return the row after an empty one."""
    for column in (0, 1):
        sheet.text(row, column, title if column == 0 else "", bold=True, bg_color=PAPER)
    for key, text in pairs:
        row += 1
        sheet.text(row, 0, key, font_color=MUTED, valign="top")
        sheet.text(row, 1, text, text_wrap=True, valign="top")
    return row + 2


def write_evidence(book: Book, plan: Plan) -> None:
    """Write the sheet `evidence`, one row for each option and criterion."""
    sheet, study = book.sheet("evidence", plan.study.title), plan.study
    scenario = study.scenarios[plan.view.result.scenario]
    top = 5
    sheet.top(
        "Evidence",
        [
            study.label,
            "What each published score rests on. Passages are told in our words; lines are those of a reader’s copy.",
        ],
    )
    moves = f"What the scenario does: {scenario.title}"
    sheet.heads(top - 1, 0, ["Option", "Criterion", "Score", "Basis", "Reason", "Evidence", moves])
    row = top
    for option in plan.options:
        for criterion in plan.criteria:
            for column, text in enumerate(_evidence_row(plan, option, criterion)):
                sheet.text(row, column, text, text_wrap=True, valign="top", bottom=1, bottom_color=FAINT)
            row += 1
    sheet.widths(*((k, k, width) for k, width in enumerate((32, 24, 15, 12, 44, 84, 44))))
    sheet.sheet.autofilter(top - 1, 0, row - 1, 6)
    sheet.sheet.freeze_panes(top, 2)
    sheet.finish(row - 1, 6, (top - 1, top - 1))


def _evidence_row(plan: Plan, option: str, criterion: str) -> list[str]:
    study, score = plan.study, plan.published.get((option, criterion))
    shifts = study.scenarios[plan.view.result.scenario].shifts
    moved = [
        f"{_points(shifts[key].by)}: {shifts[key].reason}{_cited(plan, shifts[key].evidence)}"
        for key in (plan.shifts.get((option, criterion), ()) if score else ())
    ]
    names = [study.options[option].title, study.criteria[criterion].title]
    own = "A reader’s own score counted when this was exported. "
    mine = own if (option, criterion) in plan.view.result.own else ""
    if score is None:
        return [*names, "", "not scored", mine, "", "\n".join(moved)]
    spread = f" ({_points(score.low)} to {_points(score.high)})" if score.high > score.low else ""
    said = [
        evidence_text(study.sources[study.evidence[key].source], study.evidence[key])
        for key in score.evidence
    ]
    return [
        *names, f"{_points(score.central)}{spread}", score.basis.value, f"{mine}{score.reason}", "\n".join(said),
        "\n".join(moved),
    ]  # fmt: skip


def evidence_text(source: Source, record: Evidence) -> str:
    """Return what a passage says in our words, the figure it gives, and where it stands."""
    figure = (
        f" Figure: {record.figure.value}, {record.figure.of} ({record.figure.as_of})."
        if record.figure
        else ""
    )
    return f"{record.says}{figure} [{cite(source, record)}]"


def _cited(plan: Plan, keys: Sequence[str]) -> str:
    evidence, sources = plan.study.evidence, plan.study.sources
    told = [cite(sources[evidence[key].source], evidence[key]) for key in keys]
    return f" [{'; '.join(told)}]" if told else ""


def _points(number: float) -> str:
    return signed(number).replace("-", "\N{MINUS SIGN}")


def write_sources(book: Book, plan: Plan) -> None:
    """Write the sheet `sources`; what a source does not state is said to be so."""
    sheet, study = book.sheet("sources", plan.study.title), plan.study
    sheet.top("Sources", [study.label])
    heads = [
        "Cited as",
        "Author",
        "Title",
        "Date",
        "Venue",
        "What it sets out to do",
        "What it recommends",
        "Inferred by us",
        "Cautions",
    ]
    top = 4
    sheet.heads(top - 1, 0, heads)
    for k, source in enumerate(study.sources.values()):
        texts = [
            source.cite, source.author, source.title, source.date, source.venue, source.purpose, source.recommends,
            "\n".join(source.inferred), "\n".join(source.cautions),
        ]  # fmt: skip
        for column, text in enumerate(texts):
            sheet.text(
                top + k,
                column,
                text,
                text_wrap=True,
                valign="top",
                bottom=1,
                bottom_color=FAINT,
                bold=column == 0,
            )
    sheet.widths(*((k, k, width) for k, width in enumerate((24, 22, 34, 12, 24, 40, 40, 40, 40))))
    sheet.sheet.freeze_panes(top, 1)
    sheet.finish(top + len(study.sources) - 1, 8, (top - 1, top - 1))
