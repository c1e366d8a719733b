"""Sources for reference managers: what they state and nothing else, read back by other readers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from policylab.errors import CallError
from policylab.exports import View, export
from policylab.exports.citations import MONTHS, _name
from policylab.exports.text_safe import one_line, tex
from policylab.provenance import Source
from policylab.schema import Study
from tests.browser.sample import sample_study, source
from tests.unit.exports.names import NAMES, nasty_view

Records = dict[str, dict[str, Any]]
FIELDS = {"title": "title", "author": "author", "howpublished": "venue"}


def bib(text: str) -> Records:
    """Read BibTeX as BibTeX does: whatever stands outside records is passed over, and braces are counted."""
    found: Records = {}
    at = 0
    while (at := text.find("@", at)) >= 0:
        head = re.compile(r"@(\w+)\{([^,\s]+),").match(text, at)
        assert head
        end, deep = head.end(), 1
        while deep:
            deep += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        found[head[2]] = {"": head[1], **_fields(text[head.end() : end - 1])}
        at = end
    return found


def _fields(body: str) -> dict[str, str]:
    fields, at = {}, 0
    name = re.compile(r"\s*(\w+)\s*=\s*")
    while match := name.match(body, at):
        at = end = match.end()
        deep = 0
        while deep or body[end] != ",":
            deep += {"{": 1, "}": -1}.get(body[end], 0)
            end += 1
        fields[match[1]] = body[at:end].strip()
        at = end + 1
    assert not body[at:].strip()
    return fields


def ris(text: str) -> list[dict[str, list[str]]]:
    """Read RIS line by line: a tag of two signs, two blanks, a hyphen."""
    found: list[dict[str, list[str]]] = []
    for line in filter(None, text.split("\r\n")):
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line, re.DOTALL)
        assert match, line
        if match[1] == "TY":
            found.append({})
        found[-1].setdefault(match[1], []).append(match[2])
    assert all(next(iter(record)) == "TY" and list(record)[-1] == "ER" for record in found)
    return found


def stated(record: Source, key: str) -> str | None:
    """Return what a source states, on one line, or nothing."""
    text = one_line(getattr(record, key))
    return None if text == "not stated" else text


TURNED = {"carver_2017": "Carver, Abbie", "charny_2004": "Charny, Joel R.", "saenz_2024": "Sáenz, Marina"}
"""Authors whom the study cites by their last names."""


@pytest.mark.parametrize(
    ("author", "cite", "name"),
    [
        ("Marina Sáenz", "Sáenz (2024)", ("Sáenz", "Marina")),
        ("The Council", "A report (2020)", ("", "")),
        ("Ann Lee and Bo Lee", "Lee (2020)", ("", "")),
        ("Lee, Ann", "Ann (2020)", ("", "")),
        ("Lee", "Lee (2020)", ("", "")),
        ("McLee", "Lee (2020)", ("", "")),
    ],
)
def test_names_are_cut_only_where_the_study_says_so(author: str, cite: str, name: tuple[str, str]) -> None:
    """A last name is one only when the study cites a single author by it."""
    assert _name(source().model_copy(update={"author": author, "cite": cite})) == name


@pytest.mark.parametrize("name", ["view", "nasty"])
def test_bibtex(name: str, request: pytest.FixtureRequest) -> None:
    """Every source is one record under its id with just what it states; no name opens or closes another."""
    view: View = nasty_view() if name == "nasty" else request.getfixturevalue(name)
    found = bib(export(view, "sources", "bib").decode())
    own = f"policylab_{view.published.id}"
    assert list(found) == [*view.published.sources, own]
    assert found[own]["version"] == f"{{{{{tex(view.published.version, bare=True)}}}}}"
    for key, record in view.published.sources.items():
        one = found[key]
        assert one[""] == "misc"
        assert set(one) <= {"", *FIELDS, "year", "month", "day", "key", "note"}
        for field, attribute in FIELDS.items():
            text = stated(record, attribute)
            told = None if text is None else tex(text, bare=True)
            if told is not None:
                told = told.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")
                told = f"{{{told}}}" if field == "howpublished" else f"{{{{{told}}}}}"
            if field == "author" and key in TURNED:
                told = f"{{{TURNED[key]}}}"
            assert one.get(field) == told
        assert one.get("year") == (None if record.date == "not stated" else f"{{{record.date[:4]}}}")
        assert ("month" in one) == (record.date.count("-") > 0)


@pytest.mark.parametrize("name", ["view", "nasty"])
def test_ris(name: str, request: pytest.FixtureRequest) -> None:
    """Every source is one record; names stay on their line and are read back as they were."""
    view: View = nasty_view() if name == "nasty" else request.getfixturevalue(name)
    found = ris(export(view, "sources", "ris").decode())
    assert [record["ID"] for record in found[:-1]] == [[key] for key in view.published.sources]
    assert found[-1]["U1"][0].startswith("policylab-receipt:")
    for one, (id, record) in zip(found, view.published.sources.items(), strict=False):
        for tag, key in {"TI": "title", "AU": "author", "T2": "venue"}.items():
            text = TURNED[id] if key == "author" and id in TURNED else stated(record, key)
            assert one.get(tag) == (None if text is None else [text])
        assert one.get("PY") == (None if record.date == "not stated" else [record.date[:4]])
        assert one["TY"] == ["GEN"]


@pytest.mark.parametrize("name", ["view", "nasty"])
def test_csl_json(name: str, request: pytest.FixtureRequest) -> None:
    """Every source is one item with the fields of CSL-JSON, names and dates to the precision stated."""
    view: View = nasty_view() if name == "nasty" else request.getfixturevalue(name)
    items = json.loads(export(view, "sources", "json"))
    *items, own = items
    assert [item["id"] for item in items] == list(view.published.sources)
    known = {"id", "type", "title", "author", "issued", "container-title", "title-short", "note", "custom"}
    for item, (id, record) in zip(items, view.published.sources.items(), strict=True):
        assert set(item) <= known
        assert item["type"] == "document"
        assert item.get("title") == stated(record, "title")
        author = stated(record, "author")
        family, _, given = TURNED.get(id, "").partition(", ")
        told = {"family": family, "given": given} if family else {"literal": author}
        assert item.get("author") == (None if author is None else [told])
        date = [] if record.date == "not stated" else [int(part) for part in record.date.split("-")]
        assert item.get("issued") == ({"date-parts": [date]} if date else None)
        for key in ("title", "author", "date", "venue"):
            assert (key in item["note"].partition("Not stated:")[2]) == (stated(record, key) is None)
    assert own["custom"]["policylab"]["label"] == one_line(view.published.label)


@pytest.mark.parametrize(
    ("date", "told"), [("2017", "2017///"), ("2017-04", "2017/04//"), ("2017-04-02", "2017/04/02/")]
)
def test_dates_are_as_precise_as_stated(date: str, told: str) -> None:
    """A year is a year, a month a month: nothing is filled up with a first of January."""
    view = View.of(sample_study(sources={"survey": source().model_copy(update={"date": date})}))
    assert ris(export(view, "sources", "ris").decode())[0]["DA"] == [told]
    one = bib(export(view, "sources", "bib").decode())["survey"]
    parts = date.split("-")
    assert one["year"] == f"{{{parts[0]}}}"
    assert one.get("month") == (MONTHS[int(parts[1]) - 1] if len(parts) > 1 else None)
    assert one.get("day") == ("{2}" if len(parts) > 2 else None)


def test_the_shipped_sources_invent_nothing(study: Study, view: View) -> None:
    """An essay without title, author, date and venue stays without; the one dated source keeps its day."""
    found = bib(export(view, "sources", "bib").decode())
    assert set(found["repatriation_essay_2013"]) == {"", "key", "note"}
    assert found["saenz_2024"]["month"] == "jun"
    assert "year" not in found["carver_2017"]
    assert found["carver_2017"]["author"] == "{Carver, Abbie}"


def test_bibtex_reads_it(tmp_path: Path, view: View) -> None:
    """BibTeX itself reads all records, those with names that try harm too, without an error."""
    if shutil.which("bibtex") is None:
        pytest.skip("BibTeX is not installed")
    for name, one in {"shipped": view, "nasty": nasty_view()}.items():
        (tmp_path / f"{name}.bib").write_bytes(export(one, "sources", "bib"))
        lines = [r"\relax", r"\citation{*}", r"\bibstyle{plain}", rf"\bibdata{{{name}}}", ""]
        (tmp_path / f"{name}.aux").write_text("\n".join(lines))
        ran = subprocess.run(["bibtex", name], cwd=tmp_path, capture_output=True, check=False, timeout=120)
        assert ran.returncode == 0, ran.stdout.decode("utf-8", "replace")
        items = (tmp_path / f"{name}.bbl").read_bytes().count(rb"\bibitem")
        assert items == len(one.published.sources) + 1  # the study itself


def test_no_sources() -> None:
    """A study that names no sources has no file of them, and is told so in a sentence."""
    view = View.of(sample_study(sources={}, evidence={}))
    with pytest.raises(CallError, match="names no sources"):
        export(view, "sources", "ris")


def test_names_were_tried() -> None:
    """The names that try harm stand in the study's sources."""
    assert {record.title for record in nasty_view().published.sources.values()} > set(NAMES)
