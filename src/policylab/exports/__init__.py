"""Files for papers and programs: tables, a workbook, figures and a report, each with the receipt that makes it again.

`export(view, kind, ending)` returns the bytes of a file; the same view gives the same bytes, because nothing here
reads a clock. `read_receipt` and `reproduce` go the other way.
"""

from policylab.exports.formats import KINDS, Kind, export, write
from policylab.exports.receipt import Receipt, read_receipt
from policylab.exports.reproduce import Reproduction, reproduce
from policylab.exports.view import View

__all__ = [
    "KINDS",
    "Kind",
    "Receipt",
    "Reproduction",
    "View",
    "export",
    "read_receipt",
    "reproduce",
    "write",
]
