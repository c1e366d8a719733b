"""Tables for LaTeX: complete, whole in every row, literal, and set without a fault by both programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from policylab.exports import View, export
from policylab.exports.tables.latex import PACKAGES
from policylab.exports.text_safe import tex
from tests.unit.exports.names import nasty_view

KINDS = ("order", "matrix", "scores")


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of all lines of tables; a line over several columns counts as so many."""
    found = []
    for line in text.splitlines():
        if line.endswith((r" \\", r" \\*")) and not line.startswith((r"\caption", "%")):
            cells = re.split(r"(?<!\\)&", line)
            wide = sum(int(n) - 1 for n in re.findall(r"\\multicolumn\{(\d+)\}", line))
            found.append(cells + [""] * wide)
    return found


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["own_view", "gaps_view", "nasty"])
def test_rows_are_whole(name: str, kind: str, across: bool, request: pytest.FixtureRequest) -> None:
    """Every row has as many cells as its table has columns, and what is opened is closed."""
    view: View = nasty_view() if name == "nasty" else request.getfixturevalue(name)
    text = export(view, kind, "tex", **({"landscape": True} if across else {})).decode()
    tables = re.split(r"(?=\\begin\{(?:tabular|longtable)\})", text)[1:]
    assert tables
    for table in tables:
        widths = {len(row) for row in rows_of(table.split(r"\end{tabular}")[0].split(r"\end{longtable}")[0])}
        assert len(widths) == 1
    opened = re.findall(r"\\(begin|end)\{(\w+)\}", text)
    assert {(name, kind) for kind, name in opened} == {
        (name, one) for _, name in opened for one in ("begin", "end")
    }
    assert text.count(r"\begin{landscape}") == (len(tables) if across else 0)
    run = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    assert r"\input" not in run
    assert r"\write" not in run
    assert text.count("policylab-receipt:") == 1


def test_numbers_and_notes(view: View) -> None:
    """Numbers have a real minus, the label and all sources stand in the file, comments say what it is."""
    text = export(view, "order", "tex").decode()
    assert re.search(r"& \$-\$\d+ &", text)
    assert r"\toprule" in text
    assert r"\label{tab:north-koreans-in-china-order}" in text
    assert tex(view.study.label) in text
    assert all(tex(source.cite) in text for source in view.study.sources.values())
    assert f"% label: {view.study.label}" in text
    assert f"% Put into the preamble: {PACKAGES}" in text


def test_long_tables_go_on(view: View) -> None:
    """A table longer than a page is one that goes on over pages, with its headings on each."""
    text = export(view, "scores", "tex").decode()
    assert r"\endhead" in text
    assert r"\begin{table}" not in text


@pytest.mark.parametrize("program", ["pdflatex", "xelatex"])
def test_programs_set_it(program: str, own_view: View, tmp_path: Path) -> None:
    """All tables, with names that try harm and every letter that is passed on as it is, are set without a fault."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    nasty = nasty_view()
    names = []
    for title, view in (("own", own_view), ("nasty", nasty)):
        for kind in KINDS if view is nasty else ("order", "matrix"):
            for options in ({}, {"landscape": True}):
                names.append(f"{title}-{kind}-{len(options)}")
                (tmp_path / f"{names[-1]}.tex").write_bytes(export(view, kind, "tex", **options))
    letters = "".join(chr(code) for code in range(0xA0, 0x250) if tex(chr(code)) == chr(code))
    assert {"é", "ŏ", "ß", "ł"} <= set(letters)
    lines = [r"\documentclass[a4paper]{article}", PACKAGES, r"\begin{document}", letters]
    lines += [rf"\input{{{name}}}" for name in names] + [r"\end{document}"]
    (tmp_path / "all.tex").write_text("\n".join(lines), encoding="utf-8")
    ran = subprocess.run(
        [program, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "all.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=240,
    )
    told = ran.stdout.decode("utf-8", "replace")
    assert ran.returncode == 0, told[-2000:]
    assert "/etc/passwd" not in "".join(re.findall(r"\(([^\s()]+)", told))
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
