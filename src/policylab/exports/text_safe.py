"""Texts as they may stand in a file of each kind: read as they were written, never run, never taken for markup.

One function for each target. All of them first replace what no file may hold (`clean`).
"""

from __future__ import annotations

import html as _html
import re
import unicodedata
from itertools import groupby

REPLACED = "\N{REPLACEMENT CHARACTER}"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[^\\S\N{NO-BREAK SPACE}]+")

# Signs with which a spreadsheet takes a text for a formula, also after blanks and in their wide forms. Apostrophes
# before them count, so that one more can always be taken away again.
_FORMULA = re.compile(
    "'*(?:\\s*[=+\\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
    "\N{FULLWIDTH COMMERCIAL AT}]|[\t\r\n])"
)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_OPENS |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")


def clean(text: object) -> str:
    """Return a text without what no file may hold: controls, halves of characters, signs that are none.

    Each becomes U+FFFD, so that a reader sees that something stood there.

    >>> clean("a" + chr(0) + chr(0xD800) + "b")
    'a\ufffd\ufffdb'
    """
    return _ILLEGAL.sub(REPLACED, str(text))


def one_line(text: object) -> str:
    """Return a text on one line; no-break spaces stay."""
    return _SPACES.sub(" ", clean(text)).strip(" ")


def straight(text: object) -> str:
    """Return a clean text without marks of direction: in sentences and figures they turn more than a name."""
    return _TURNS.sub("", clean(text))


def closed(text: str) -> str:
    """Return a text that turns no text after it: marks of direction that it opens are closed at its end."""
    open_marks: list[str] = []
    for sign in text:
        if sign in _OPENS:
            open_marks.append(_OPENS[sign])
        elif open_marks and sign == open_marks[-1]:
            open_marks.pop()
    return text + "".join(reversed(open_marks))


# ---- Spreadsheets ---------------------------------------------------------------------------------------------


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return _FORMULA.match(text) is not None


def cell_text(text: object) -> str:
    """Return a text that no spreadsheet runs when it opens a CSV file: an apostrophe before what looks like a formula.

    >>> cell_text("=1+1"), cell_text("'=1+1"), cell_text("1+1")
    ("'=1+1", "''=1+1", '1+1')
    """
    said = clean(text)
    return f"'{said}" if is_formula(said) else said


def text_of_cell(cell: str) -> str:
    """Return the text that `cell_text` was given.

    >>> text_of_cell("'=1+1"), text_of_cell("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


# ---- HTML and XML ---------------------------------------------------------------------------------------------


def html(text: object) -> str:
    """Return a text for HTML or XML, inside an element or an attribute in quotes."""
    return _html.escape(closed(clean(text)), quote=True)


# ---- Markdown -------------------------------------------------------------------------------------------------

_MD = re.compile(r"[\\`*_\[\]<>#|~$^{}@]")


def markdown(text: object, in_cell: bool = False) -> str:
    r"""Return a text on one line that Markdown, with or without mathematics, shows as it is.

    A cell of a table is no beginning of a line, so that numbers keep their signs there.

    >>> markdown("a_b <i> US$5 & *")
    'a\\_b \\<i\\> US\\$5 &amp; \\*'
    """
    said = _MD.sub(r"\\\g<0>", closed(one_line(text)).replace("&", "&amp;"))
    if in_cell:
        return said
    # At the beginning of a line a list or a quotation would open, and a row of signs would underline a heading.
    said = re.sub(r"^([-+=])", r"\\\1", said)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", said)


# ---- TeX ------------------------------------------------------------------------------------------------------

TEX_SIGN = r"""\providecommand{\policylabsign}[2]{%
  \ifdefined\XeTeXversion#1\else\ifdefined\directlua#1\else[#2]\fi\fi}"""
"""What a file that holds `tex` texts defines: other scripts as they are where the program can set them, otherwise as
their numbers, so that pdfLaTeX neither stops nor leaves them out."""

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "%": r"\%", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", "[": "{[}", "]": "{]}", "*": "{*}", "`": r"\textasciigrave{}",
    "\N{NO-BREAK SPACE}": "~", "\N{MINUS SIGN}": "$-$", "\N{LEFT SINGLE QUOTATION MARK}": "{`}",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT DOUBLE QUOTATION MARK}": "``",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "''", "\N{EN DASH}": "{--}", "\N{EM DASH}": "{---}",
    "\N{HORIZONTAL ELLIPSIS}": r"\ldots{}", "\N{MULTIPLICATION SIGN}": r"$\times$", "\N{DEGREE SIGN}": r"$^\circ$",
    "\N{LESS-THAN OR EQUAL TO}": r"$\leq$", "\N{GREATER-THAN OR EQUAL TO}": r"$\geq$", "\N{BULLET}": r"\textbullet{}",
    "\N{DAGGER}": r"\dag{}", "\N{SECTION SIGN}": r"\S{}",
}  # fmt: skip
_ACCENTS = {0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30A, 0x30B, 0x30C, 0x327}
_LETTERS = frozenset("ÆæØøßŁłŒœı¡¿£©")


def _plain_in_tex(sign: str) -> bool:
    """Whether every LaTeX sets a sign without further packages or fonts."""
    if " " <= sign <= "~" or sign in _LETTERS:
        return True
    parts = unicodedata.normalize("NFD", sign) if sign < "\N{LATIN SMALL LETTER B WITH STROKE}" else ""
    return len(parts) == 2 and parts[0].isascii() and parts[0].isalpha() and ord(parts[1]) in _ACCENTS


def tex(text: object, bare: bool = False) -> str:
    r"""Return a text on one line that TeX sets as it is; straight double quotes become opening and closing ones.

    Parameters
    ----------
    text : object
        The text.
    bare : bool
        Leave signs of other scripts as they are, for a file that need not define `TEX_SIGN`.

    >>> tex("US$5 & 100%")
    'US\\$5 \\& 100\\%'
    """
    said = unicodedata.normalize("NFC", one_line(text))
    said = re.sub(r'(^|[\s(\[])"', "\\1\N{LEFT DOUBLE QUOTATION MARK}", said)
    said = said.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")
    found, other = [], ""
    for sign in said:
        known = sign in _TEX or _plain_in_tex(sign)
        if other and known:
            found.append(_other_script(other, bare))
            other = ""
        if known:
            found.append(_TEX.get(sign, sign))
        else:
            other += sign
    found.append(_other_script(other, bare))
    # No ligature is made of what were two signs.
    apart = {"-": "-{}", ",": ",{}", "'": "'{}"}
    return "".join(
        apart[one] if one in apart and found[k + 1 : k + 2] == [one] else one for k, one in enumerate(found)
    )


def _other_script(signs: str, bare: bool) -> str:
    if bare or not signs:
        return signs
    runs = [(sign, sum(1 for _ in run)) for sign, run in groupby(signs)]
    told = " ".join(f"U+{ord(sign):04X}" + f" {n} times" * (n > 1) for sign, n in runs)
    return rf"\policylabsign{{{signs}}}{{{told}}}"


def tex_comment(text: object) -> str:
    """Return a text for a comment of TeX or BibTeX; BibTeX would take a record that stands in one for a record."""
    return one_line(text).replace("@", "(at)")
