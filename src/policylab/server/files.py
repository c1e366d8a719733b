"""Files for a reader at the page: the same exports as on the command line, carried over the page's own connection."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from policylab.errors import CallError
from policylab.viewmodels import Explore

TYPES = {
    "csv": "text/csv;charset=utf-8",
    "tsv": "text/tab-separated-values;charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json;charset=utf-8",
    "tex": "application/x-tex;charset=utf-8",
    "md": "text/markdown;charset=utf-8",
    "txt": "text/plain;charset=utf-8",
    "html": "text/html;charset=utf-8",
    "xml": "application/xml;charset=utf-8",
    "bib": "application/x-bibtex;charset=utf-8",
    "ris": "application/x-research-info-systems;charset=utf-8",
    "svg": "image/svg+xml;charset=utf-8",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(explore: Explore, args: Mapping[str, Any]) -> dict[str, Any]:
    """Return a file of a reader's choices.

    Parameters
    ----------
    explore : Explore
        The choices.
    args : mapping
        `kind` and `ending`, as in `policylab.exports.KINDS`; `options`, names of those set; `link` and `date`, as
        the reader's browser has them.

    Returns
    -------
    dict
        `type` (media type) and `content` (the bytes, base64).

    Raises
    ------
    CallError
        When a part is missing or unknown, or there is no order to make a file of.
    """
    from policylab.exports import View, export

    texts = {name: args.get(name) for name in ("kind", "ending", "link", "date")}
    options = args.get("options")
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(options, list):
        raise CallError("A file is asked for by kind, ending, options, link and date.")
    if not all(isinstance(name, str) for name in options):
        raise CallError("Options of a file are given by name.")
    view = View(explore.result(), explore.floor, link=str(texts["link"]), date=str(texts["date"]))
    content = export(view, str(texts["kind"]), str(texts["ending"]), **dict.fromkeys(options, True))
    return {
        "type": TYPES[str(texts["ending"])],
        "content": base64.b64encode(content).decode("ascii"),
    }
