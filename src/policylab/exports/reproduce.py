"""Making a file again from its receipt, and saying whether the two agree."""

from __future__ import annotations

from dataclasses import dataclass

from policylab import __version__
from policylab.exports.formats import export
from policylab.exports.receipt import Receipt, read_receipt
from policylab.schema import Study, content_hash


@dataclass(frozen=True)
class Reproduction:
    """A file made again.

    Attributes
    ----------
    agrees : bool
        Whether both files are the same, byte for byte.
    sentences : tuple of str
        What is the same, what is not, and what that can come from.
    content : bytes
        The file as made now.
    receipt : Receipt
        Of the file that was given.
    """

    agrees: bool
    sentences: tuple[str, ...]
    content: bytes
    receipt: Receipt


def reproduce(content: bytes, study: Study, receipt: Receipt | None = None) -> Reproduction:
    """Make a file again from its receipt.

    Parameters
    ----------
    content : bytes
        The file.
    study : Study
        The study that its receipt names, as it is here.
    receipt : Receipt, optional
        Its receipt, when it was read already.

    Raises
    ------
    CallError
        When there is no receipt in it, or the study lacks what the receipt names.
    """
    receipt = receipt or read_receipt(content)
    again = export(receipt.view(study), receipt.kind, receipt.ending, **receipt.options)
    same_study = content_hash(study) == receipt.content
    same_software = receipt.software == f"policylab {__version__}"
    said = []
    if again == content:
        said.append("The file made again is the same, byte for byte.")
    else:
        said.append(f"The file made again is not the same: {_first_difference(content, again)}.")
    if not same_study:
        said.append(
            f"The study is not the one it was made from: version {receipt.version} then, {study.version} now, "
            "and what it says has changed."
            if receipt.version != study.version
            else f"The study is not the one it was made from: it is still called version {study.version}, but "
            "what it says has changed."
        )
    if not same_software:
        said.append(f"It was made by {receipt.software}; this is policylab {__version__}.")
    if again != content and same_study and same_software:
        said.append("Study and program are those it was made with, so that the file itself was changed.")
    return Reproduction(again == content, tuple(said), again, receipt)


def _first_difference(one: bytes, other: bytes) -> str:
    """Say where two files differ first: by line in a text, otherwise by size."""
    try:
        lines = one.decode("utf-8-sig").splitlines(), other.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return f"{len(one)} bytes then, {len(other)} now"
    for n, (then, now) in enumerate(zip(*lines, strict=False), start=1):
        if then != now:
            return f"line {n} is the first that differs"
    return f"{len(lines[0])} lines then, {len(lines[1])} now"
