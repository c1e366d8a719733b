"""Contrast, differences between colours, and what colour blindness and grey leave of them.

Contrast as in WCAG 2.2; colour difference CIE 1976 in CIELAB (D65); colour blindness by the matrices of Machado,
Oliveira and Fernandes (2009) for severity 1.0, on linear RGB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

Triple = tuple[float, float, float]

MACHADO = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
EYES = ("plain", *MACHADO, "grey")
"""The ways in which a colour is looked at."""


def linear(colour: str | tuple[float, ...]) -> Triple:
    """Return linear RGB in [0, 1] of `#rgb`, `#rrggbb` or three numbers in [0, 255]."""
    if isinstance(colour, str):
        digits = colour.lstrip("#")
        digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
        colour = tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
    red, green, blue = (
        x / 255 / 12.92 if x / 255 <= 0.04045 else ((x / 255 + 0.055) / 1.055) ** 2.4 for x in colour[:3]
    )
    return red, green, blue


def luminance(light: Triple) -> float:
    """Return the relative luminance of linear RGB."""
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


def seen(light: Triple, eye: str) -> Triple:
    """Return linear RGB as one of `EYES` sees it."""
    if eye == "plain":
        return light
    if eye == "grey":
        return (luminance(light),) * 3
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in MACHADO[eye]
    )
    return red, green, blue


def byte(light: Triple) -> Triple:
    """Return linear RGB as numbers in [0, 255]."""
    red, green, blue = (
        255 * (12.92 * x if x <= 0.0031308 else 1.055 * x ** (1 / 2.4) - 0.055) for x in light
    )
    return red, green, blue


def lab(light: Triple) -> Triple:
    """Return CIELAB of linear RGB."""
    red, green, blue = light
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str | tuple[float, ...], other: str | tuple[float, ...], eye: str = "plain") -> float:
    """Return the difference of two colours for one of `EYES`; about 2 can just be seen."""
    pair = (lab(seen(linear(colour), eye)) for colour in (one, other))
    return float(sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5)


def least_apart(one: str, other: str) -> float:
    """Return the smallest difference over all of `EYES`."""
    return min(apart(one, other, eye) for eye in EYES)


def mixed(colour: str, alpha: float, ground: str = "#ffffff") -> str:
    """Return the colour that shows when one is laid over a ground at some opacity."""
    pair = [[int(each[at : at + 2], 16) for at in (1, 3, 5)] for each in (six(colour), six(ground))]
    return "#" + "".join(f"{round(alpha * a + (1 - alpha) * b):02x}" for a, b in zip(*pair, strict=True))


def six(colour: str) -> str:
    """Return `#rrggbb` of `#rgb` or `#rrggbb`, in small letters."""
    colour = colour.lower()
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


KEYWORDS = {"white": "#ffffff", "black": "#000000"}
COLOUR = re.compile(HEX.pattern + r"|rgb\((\d+) (\d+) (\d+)(?: / (\.?[\d.]+))?\)|\bwhite\b|\bblack\b")


def palette(components: Path) -> dict[str, list[str]]:
    """Return the colours of each constant of `palette.js`, in the order they stand."""
    text = (components / "palette.js").read_text(encoding="utf-8")
    parts = re.findall(r"^export const (\w+) = (.*?);$", text, re.DOTALL | re.MULTILINE)
    return {name: HEX.findall(value) for name, value in parts}


def rules(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the selector and the declarations of each rule, those inside `@media` among them."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", css):
        found = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", body))
        yield " ".join(selector.split()), {name: value.strip() for name, value in found.items()}


def resolve(value: str, names: dict[str, str]) -> str | None:
    """Return the first plain colour in a CSS value as `#rrggbb`; None when it names none."""
    value = re.sub(r"var\((--[\w-]+)\)", lambda found: names.get(found[1], ""), value)
    found = COLOUR.search(value)
    if found is None:
        return None
    if found[0] in KEYWORDS:
        return KEYWORDS[found[0]]
    if found[0].startswith("#"):
        return six(found[0])
    return mixed("#" + "".join(f"{int(part):02x}" for part in found.groups()[:3]), float(found[4] or 1))
