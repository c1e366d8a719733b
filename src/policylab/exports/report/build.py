"""The report of one view as a neutral model; the writers make HTML, DOCX and PDF of it."""

from __future__ import annotations

from policylab.analysis import order_sentence
from policylab.exports.about import about
from policylab.exports.receipt import Receipt
from policylab.exports.report import checklist as checklist
from policylab.exports.report import choices as report_choices
from policylab.exports.report import firm as report_firm
from policylab.exports.report import order as report_order
from policylab.exports.report import sources as report_sources
from policylab.exports.report.model import Column as Col
from policylab.exports.report.model import Grid, Para, Report, Row, Section, legal, section
from policylab.exports.report.words import order_heading, typeset
from policylab.exports.view import View


def report_of(view: View, receipt: Receipt) -> Report:
    """Return the report of a view. What cannot be worked out is left out in as many words."""
    firm = view.once("findings", lambda: report_firm.findings(view))
    told = tuple(about(view, receipt).items())
    parts = [
        report_choices.question(view),
        report_sources.content_note(view),
        report_choices.options(view),
        report_choices.criteria(view),
        report_choices.weights(view),
        report_choices.scenario(view),
        *report_order.order(view),
        report_firm.conditions(view, firm),
        report_firm.ledgers(view, firm),
        report_firm.ladder(view, firm),
        report_firm.scenarios(view, firm),
        report_choices.floor(view),
        report_choices.own(view),
        report_firm.structure(view, firm),
        report_sources.bases(view),
        report_sources.limits(view),
        report_sources.method(view),
        checklist.part(view, firm),
        report_sources.sources(view),
        *report_order.scores(view),
        report_sources.judgements(view),
        report_sources.evidence(view),
        _made_from(told),
    ]
    study = view.published
    made = Report(
        title=study.title,
        question=study.question,
        heading=order_heading(view),
        sentence=typeset(order_sentence(view.result)),
        label=study.label,
        sections=tuple(part for part in parts if part is not None),
        about=told,
        receipt=receipt.line,
    )
    found: Report = legal(made)
    return found


def _made_from(told: tuple[tuple[str, str], ...]) -> Section | None:
    rows = tuple(Row((key[:1].upper() + key[1:], text)) for key, text in told)
    return section(
        "This report",
        Para("All that is needed to make it again; the receipt for programs goes with it."),
        Grid("What this report is made from", (Col("What", width=1), Col("In this report", width=4)), rows),
    )
