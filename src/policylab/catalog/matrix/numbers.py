"""Numbers as people type them: a decimal comma or point, thousands, real minus signs; and what is no number."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

Decimal: TypeAlias = Literal["comma", "point"]

MISSING = frozenset(
    ["", "-", "\u2013", "\u2014", "\u2212", "?", ".", "n/a", "n.a.", "na", "nan", "null", "none", "not scored",
     "not available", "missing"]
)  # fmt: skip
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\uff0d": "-"})
_SPACES = " \u00a0\u2009\u202f'\u2019"
_DIGITS = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)*")
_CERTAIN = re.compile(
    r"[-+]?(?:0|[0-9]{4,}|[0-9]+)([.,])(?:[0-9]{1,2}|[0-9]{4,})|[-+]?(?:0|[0-9]{4,})([.,])[0-9]+"
)
_UNSURE = re.compile(r"[-+]?[1-9][0-9]{0,2}([.,])[0-9]{3}")


def is_missing(text: str) -> bool:
    """Whether a text says that nothing is known.

    >>> is_missing("n/a"), is_missing("0")
    (True, False)
    """
    return text.strip().casefold() in MISSING


def bare(text: str) -> str:
    """Return what may be a number with plain signs, and without spaces between its thousands.

    >>> bare("\u2212 1 200,5")
    '-1200,5'
    """
    plain = text.strip().translate(_MINUS)
    if plain[:1] in "+-":
        plain = plain[:1] + plain[1:].lstrip()
    joined = plain.translate({ord(sign): "\u00a0" for sign in _SPACES})
    if re.fullmatch(r"[-+]?[0-9]{1,3}(?:\u00a0[0-9]{3})+(?:[.,][0-9]+)?", joined):
        return joined.replace("\u00a0", "")
    return plain


def find_decimal(texts: Iterable[str], separator: str) -> tuple[Decimal | None, str]:
    """Return how decimals are written in a table, and a sentence if that is not clear.

    A number such as 1,234 may be one and a bit or more than a thousand: unless others settle it, or the columns
    are parted by commas, nobody can tell, and the reader is asked. None and no sentence: there are whole numbers only.

    >>> find_decimal(["1,5", "2"], ";")
    ('comma', '')
    >>> find_decimal(["1,234"], ";")[0] is None
    True
    """
    seen: dict[str, str] = {}
    unsure: dict[str, str] = {}
    for text in texts:
        plain = bare(text)
        if match := _CERTAIN.fullmatch(plain):
            seen.setdefault(match[1] or match[2], text.strip())
        elif match := _UNSURE.fullmatch(plain):
            unsure.setdefault(match[1], text.strip())
        elif re.fullmatch(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[-+]?[0-9]{1,3}(?:,[0-9]{3}){2,}", plain):
            seen.setdefault(".", text.strip())
        elif re.fullmatch(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[-+]?[0-9]{1,3}(?:\.[0-9]{3}){2,}", plain):
            seen.setdefault(",", text.strip())
    ask = "Say it with --decimal comma or --decimal point."
    if len(seen) == 2:
        return None, f"Decimals are written with a comma ({seen[',']}) and with a point ({seen['.']}). {ask}"
    if seen:
        return ("comma" if "," in seen else "point"), ""
    if set(unsure) == {"."} and separator == ",":
        return "point", ""
    if unsure:
        return (
            None,
            f"Whether {next(iter(unsure.values()))} is more than a thousand or a decimal is not clear. {ask}",
        )
    return None, ""


def read_number(text: str, decimal: Decimal | None) -> float | None:
    """Return the number that a text is, or None.

    >>> read_number("1.234,5", "comma"), read_number("1,5", "point"), read_number("12 %", None)
    (1234.5, None, None)
    """
    plain = bare(text)
    if len(plain) > 40 or (not re.fullmatch(_DIGITS, plain) and not _SCIENTIFIC.fullmatch(plain)):
        return None
    mark, thousands = (",", ".") if decimal == "comma" else (".", ",")
    whole, _, rest = plain.partition(mark)
    if thousands in rest or mark in rest:
        return None
    if thousands in whole:
        if not re.fullmatch(rf"[-+]?[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+", whole):
            return None
        whole = whole.replace(thousands, "")
    try:
        number = float(f"{whole}.{rest}" if rest and "e" not in whole.casefold() else whole)
    except ValueError:
        return None
    return number + 0.0 if math.isfinite(number) else None


_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}")
