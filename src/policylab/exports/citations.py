"""The sources of a study for reference managers: BibTeX, RIS and CSL-JSON.

Only what a source states is written: a title, an author, a date or a venue that is not stated is left out, and a note
says so. Nothing says whether a text is an article or a report, so that each is a document of no particular type. A
name is cut into last and first where the study cites the source by the last name, and written as printed elsewhere.
The study with its view comes last, so that it can be cited too; it holds the receipt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from policylab.analysis.wording import listed
from policylab.errors import CallError
from policylab.exports.about import about
from policylab.exports.receipt import Receipt
from policylab.exports.text_safe import one_line, tex, tex_comment
from policylab.exports.view import View
from policylab.provenance import Source

NOT_STATED = "not stated"
STATED = ("title", "author", "date", "venue")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(view: View, receipt: Receipt) -> bytes:
    """Return the sources as BibTeX, which BibTeX and Biber read; keys are the ids of the study."""
    told = [f"% {key}: {tex_comment(text)}" for key, text in about(view, receipt).items()]
    records = [_bibtex(key, source) for key, source in _sources(view)]
    own = {"title": _title(view), "version": view.published.version, "note": _own_note(view, receipt)}
    fields = ",".join(f"\n  {name:<7} = {{{{{_bibtex_text(text)}}}}}" for name, text in own.items())
    records.append(f"@misc{{{_own_key(view)},{fields},\n}}")
    return "\n\n".join(["\n".join([*told, f"% {receipt.line}"]), *records, ""]).encode("utf-8")


def _bibtex(key: str, source: Source) -> str:
    told: dict[str, str] = {name: _bibtex_text(text) for name, text in _stated(source).items()}
    year, month, day = _date(source)
    # Braces twice: letters keep their case, and a name is not cut into parts.
    names: tuple[str, ...] = ("title", "author")
    fields = [(name, f"{{{{{told[name]}}}}}") for name in names if name in told]
    family, given = _name(source)
    if family:
        fields = [
            (n, f"{{{_bibtex_text(family)}, {_bibtex_text(given)}}}" if n == "author" else t)
            for n, t in fields
        ]
    fields += [("year", f"{{{year}}}")] if year else []
    fields += [("month", MONTHS[month - 1])] if month else []
    fields += [("day", f"{{{day}}}")] if day else []
    fields += [("howpublished", f"{{{told['venue']}}}")] if "venue" in told else []
    # `key` stands for the author where a list is sorted, so that a text without one can be listed.
    fields += [("key", f"{{{_bibtex_text(source.cite)}}}"), ("note", f"{{{_bibtex_text(_note(source))}}}")]
    width = max(len(name) for name, _ in fields)
    return "\n".join([f"@misc{{{key},", *(f"  {name:<{width}} = {text}," for name, text in fields), "}"])


def _bibtex_text(text: str) -> str:
    """Return a text for a field: BibTeX counts braces, also those that TeX would print."""
    return tex(text, bare=True).replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")


def ris(view: View, receipt: Receipt) -> bytes:
    """Return the sources as RIS; the record of the study holds the receipt, because RIS knows no comments."""
    records: list[list[tuple[str, str]]] = []
    for key, source in _sources(view):
        told = _stated(source)
        year, month, day = _date(source)
        whole = f"{year}/{month:02}/{day:02}/" if day else f"{year}/{month:02}//" if month else f"{year}///"
        fields = [
            ("TY", "GEN"),
            ("ID", key),
            *([("TI", told["title"])] if "title" in told else []),
            *([("AU", ", ".join(filter(None, _name(source))) or told["author"])] if "author" in told else []),
            *([("PY", str(year)), ("DA", whole)] if year else []),
            *([("T2", told["venue"])] if "venue" in told else []),
            ("ST", source.cite),
            ("N1", _note(source)),
        ]
        records.append(fields)
    told_of_view = "; ".join(f"{key}: {text}" for key, text in about(view, receipt).items())
    own = [("TY", "GEN"), ("ID", _own_key(view)), ("TI", _title(view)), ("ET", view.published.version)]
    own += [("N1", _own_note(view, receipt)), ("U1", receipt.line), ("U2", told_of_view)]
    lines: list[str] = []
    for record in (*records, own):
        lines += [*(f"{tag}  - {one_line(text)}" for tag, text in (*record, ("ER", ""))), ""]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8")


def csl_json(view: View, receipt: Receipt) -> bytes:
    """Return the sources as CSL-JSON, which Zotero and pandoc read; the record of the study holds the receipt."""
    items: list[dict[str, Any]] = []
    for key, source in _sources(view):
        told = _stated(source)
        parts = [part for part in _date(source) if part]
        item: dict[str, Any] = {"id": key, "type": "document"}
        item |= {"title": told["title"]} if "title" in told else {}
        family, given = _name(source)
        author = {"family": family, "given": given} if family else {"literal": told.get("author", "")}
        item |= {"author": [author]} if "author" in told else {}
        item |= {"issued": {"date-parts": [parts]}} if parts else {}
        item |= {"container-title": told["venue"]} if "venue" in told else {}
        items.append(item | {"title-short": one_line(source.cite), "note": _note(source)})
    said = {key: one_line(text) for key, text in about(view, receipt).items()}
    own = {"id": _own_key(view), "type": "document", "title": _title(view), "version": view.published.version}
    items.append(
        {**own, "note": _own_note(view, receipt), "custom": {"policylab": said, "receipt": receipt.line}}
    )
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


# ---- What is known --------------------------------------------------------------------------------------------


def _sources(view: View) -> Iterable[tuple[str, Source]]:
    found = view.published.sources
    if not found:
        raise CallError("The study names no sources.")
    return found.items()


def _stated(source: Source) -> dict[str, str]:
    """Return what a source states of itself, each on one line."""
    return {key: text for key in STATED if (text := one_line(getattr(source, key))) not in ("", NOT_STATED)}


def _name(source: Source) -> tuple[str, str]:
    """Return last and first name of a single author whom the study cites by the last name; empty for others.

    "Sáenz (2024)" says which part of "Marina Sáenz" is the last name; nothing else is guessed.
    """
    author, family = one_line(source.author), one_line(source.cite).partition(" (")[0]
    given = author.removesuffix(f" {family}")
    is_one = given != author and not {",", ";", "&"} & set(author) and " and " not in author
    return (family, given) if family and is_one else ("", "")


def _own_key(view: View) -> str:
    return f"policylab_{view.published.id}"


def _title(view: View) -> str:
    return f"{one_line(view.published.title)}: option matrix and order"


def _own_note(view: View, receipt: Receipt) -> str:
    """Return what is to be known of the study when it is cited."""
    study = view.published
    return f"Version {study.version} of a study made with {receipt.software}. {one_line(study.label)} {receipt.content}"


def _date(source: Source) -> tuple[int, int, int]:
    """Return year, month and day, 0 for what is not stated."""
    parts = [] if source.date == NOT_STATED else [int(part) for part in source.date.split("-")]
    year, month, day = (*parts, 0, 0, 0)[:3]
    return year, month, day


def _note(source: Source) -> str:
    """Return how the study cites it, and what it does not state."""
    missing = [key for key in STATED if key not in _stated(source)]
    told = f"Cited in the study as: {one_line(source.cite)}."
    return f"{told} Not stated: {listed(missing)}." if missing else told
