"""Open every export of one view in the program it is made for, and take its picture: `python -m tests.browser.export_pictures`.

LibreOffice for DOCX and XLSX, XeLaTeX for LaTeX, a PDF reader (pdftoppm) for pages, Chromium for HTML and SVG.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

import policylab as pl
from policylab.exports import View, export
from tests.browser.pages import chromium_path

OUT = Path(__file__).parents[2] / "docs" / "pictures"
PAPER = r"""\documentclass{article}
\usepackage[a4paper,margin=2cm]{geometry}
\usepackage{booktabs,longtable,pdflscape,graphicx,array,rotating,multirow,caption}
\begin{document}
\input{table.tex}
\end{document}
"""
FILES = (
    ("order", "docx"), ("order", "tex"), ("order", "html"), ("matrix", "docx"), ("matrix", "tex"),
    ("workbook", "xlsx"), ("report", "pdf"), ("report", "docx"), ("report", "html"), ("figure-ladder", "svg"),
    ("figure-ladder", "pdf"), ("figure-order", "png"),
)  # fmt: skip
SHOWN = {"workbook": "Order under", "report": "The order, every option"}
"""What stands on the page that is shown, where that is not the first."""
WIDTH = 1100


def to_pdf(path: Path, folder: Path) -> Path:
    """Return the file as LibreOffice or XeLaTeX sets it."""
    if path.suffix == ".tex":
        (folder / "table.tex").write_bytes(path.read_bytes())
        (folder / "paper.tex").write_text(PAPER)
        for _ in range(2):
            run("xelatex", "-interaction=batchmode", "-halt-on-error", "paper.tex", where=folder)
        return folder / "paper.pdf"
    run(
        "soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(folder), str(path), where=folder,
    )  # fmt: skip
    return folder / f"{path.stem}.pdf"


def run(*words: str, where: Path) -> None:
    """Run a program that must end well."""
    subprocess.run(words, cwd=where, check=True, capture_output=True)


def first_page(pdf: Path, out: Path, page: int) -> None:
    """Write one page of a PDF as a picture."""
    run("pdftoppm", "-r", "80", "-f", str(page), "-l", str(page), "-singlefile", "-png", str(pdf), str(out.with_suffix("")), where=out.parent)  # fmt: skip


def page_of(pdf: Path, words: str) -> int:
    """Return the number of the last page, from 1, on which some words begin a line; those of contents come before."""
    pages = [page.extract_text() or "" for page in PdfReader(pdf).pages]
    return (
        max((n for n, text in enumerate(pages, 1) if f"\n{words}" in f"\n{text}"), default=1) if words else 1
    )


def browsed(path: Path, out: Path) -> None:
    """Write what a browser shows of a file."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1100, "height": 800})
        page.goto(path.as_uri())
        page.screenshot(path=out)
        chromium.close()


def main(out: Path) -> None:
    """Write `export-<kind>-<ending>.png` for each file."""
    study = pl.load("north_koreans_in_china")
    view = View.of(study, "essay_security_first", "today", floor=20)
    for kind, ending in FILES:
        picture = out / f"export-{kind.removeprefix('figure-')}-{ending}.png"
        with TemporaryDirectory() as name:
            path = Path(name) / f"{kind}.{ending}"
            path.write_bytes(export(view, kind, ending, **({"landscape": True} if kind == "matrix" else {})))
            if ending == "png":
                image = Image.open(path)
                image.resize((WIDTH, round(image.height * WIDTH / image.width))).save(picture)
            elif ending in ("svg", "html"):
                browsed(path, picture)
            else:
                pdf = path if ending == "pdf" else to_pdf(path, Path(name))
                first_page(pdf, picture, page_of(pdf, SHOWN.get(kind, "")))
        print(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
