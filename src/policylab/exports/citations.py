"""The sources of a study for reference managers: BibTeX, RIS and CSL-JSON.

Only what a source states is written: a title, an author, a date or a venue that is not stated is left out, and a note
says so. Nothing says whether a text is an article or a report, so that each is a document of no particular type, and
an author is written as printed, not cut into first and last name.
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
    return "\n\n".join(["\n".join([*told, f"% {receipt.line}"]), *records, ""]).encode("utf-8")


def _bibtex(key: str, source: Source) -> str:
    told: dict[str, str] = {name: _bibtex_text(text) for name, text in _stated(source).items()}
    year, month, day = _date(source)
    # Braces twice: letters keep their case, and a name is not cut into parts.
    names: tuple[str, ...] = ("title", "author")
    fields = [(name, f"{{{{{told[name]}}}}}") for name in names if name in told]
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
    """Return the sources as RIS; the first record holds the receipt, because RIS knows no comments."""
    lines: list[str] = []
    for n, (key, source) in enumerate(_sources(view)):
        told = _stated(source)
        year, month, day = _date(source)
        whole = f"{year}/{month:02}/{day:02}/" if day else f"{year}/{month:02}//" if month else f"{year}///"
        first = [
            ("U1", receipt.line),
            ("U2", "; ".join(f"{k}: {v}" for k, v in about(view, receipt).items())),
        ]
        fields = [
            ("TY", "GEN"),
            ("ID", key),
            *([("TI", told["title"])] if "title" in told else []),
            *([("AU", told["author"])] if "author" in told else []),
            *([("PY", str(year)), ("DA", whole)] if year else []),
            *([("T2", told["venue"])] if "venue" in told else []),
            ("ST", source.cite),
            ("N1", _note(source)),
            *(first if n == 0 else []),
            ("ER", ""),
        ]
        lines += [f"{tag}  - {one_line(text)}" for tag, text in fields]
        lines.append("")
    return ("\r\n".join(lines) + "\r\n").encode("utf-8")


def csl_json(view: View, receipt: Receipt) -> bytes:
    """Return the sources as CSL-JSON, which Zotero and pandoc read; the first record holds the receipt."""
    items: list[dict[str, Any]] = []
    for key, source in _sources(view):
        told = _stated(source)
        parts = [part for part in _date(source) if part]
        item: dict[str, Any] = {"id": key, "type": "document"}
        item |= {"title": told["title"]} if "title" in told else {}
        item |= {"author": [{"literal": told["author"]}]} if "author" in told else {}
        item |= {"issued": {"date-parts": [parts]}} if parts else {}
        item |= {"container-title": told["venue"]} if "venue" in told else {}
        items.append(item | {"title-short": one_line(source.cite), "note": _note(source)})
    said = {key: one_line(text) for key, text in about(view, receipt).items()}
    items[0]["custom"] = {"policylab": said, "receipt": receipt.line}
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
