"""The workbook: scores, weights and order with formulas that a spreadsheet program works out anew.

Texts of a study are only ever written as texts; formulas are ours alone and reach names through cells. Each formula
carries its present value, so that a viewer that does not calculate shows the order too.
"""

from __future__ import annotations

from policylab.exports.receipt import Receipt
from policylab.exports.view import View
from policylab.exports.workbook.cells import Book
from policylab.exports.workbook.order import write_contributions, write_order
from policylab.exports.workbook.plan import Plan
from policylab.exports.workbook.scores import write_scores, write_values
from policylab.exports.workbook.texts import write_evidence, write_readme, write_sources
from policylab.exports.workbook.weights import write_weights


def workbook(view: View, receipt: Receipt) -> bytes:
    """Return the workbook of a view as XLSX."""
    plan = Plan(view)
    book = Book(
        {
            "title": plan.study.title,
            "subject": plan.study.question,
            "author": receipt.software,
            "comments": plan.study.label,
            "keywords": f"{plan.study.id}, version {plan.study.version}",
        }
    )
    write_readme(book, plan, receipt)
    for write in (write_weights, write_scores, write_values, write_contributions, write_order):
        write(book, plan)
    write_evidence(book, plan)
    write_sources(book, plan)
    return book.content()
