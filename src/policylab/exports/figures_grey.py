"""Figures in greys: steps of lightness and patterns in the place of hues, for a paper printed in black."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policylab.charts._style import FILLS, PROTECTION_COLOUR, STATE_COLOURS, TODAY_FILL

# Those on which the charts write in white stay dark, those on which they write in black stay light.
_SOLID = {
    STATE_COLOURS[0]: "#262626",
    STATE_COLOURS[1]: "#c9c9c9",
    STATE_COLOURS[2]: "#707070",
    STATE_COLOURS[3]: "#4d4d4d",
    STATE_COLOURS[4]: "#adadad",
}
PATTERNS: Mapping[str, tuple[str, str]] = {
    PROTECTION_COLOUR: ("#f4f4f4", "rising"),
    TODAY_FILL: ("#dddddd", "none"),
    **dict(
        zip(
            FILLS,
            (
                ("#ffffff", "rising"), ("#a8a8a8", "none"), ("#f2f2f2", "dots"), ("#bdbdbd", "falling"),
                ("#ffffff", "none"), ("#c6c6c6", "dots"), ("#f2f2f2", "level"), ("#b3b3b3", "rising"),
                ("#ffffff", "upright"),
            ),
            strict=True,
        )
    ),
}  # fmt: skip
"""The ground and the lines in the place of a colour; neighbours in the list differ in both."""

_LINES = {
    "rising": '<path d="M-1,1l2,-2M0,6l6,-6M5,7l2,-2" stroke="#4d4d4d" stroke-width="0.7"/>',
    "falling": '<path d="M-1,5l2,2M0,0l6,6M5,-1l2,2" stroke="#4d4d4d" stroke-width="0.7"/>',
    "level": '<path d="M0,3h6" stroke="#4d4d4d" stroke-width="0.7"/>',
    "upright": '<path d="M3,0v6" stroke="#4d4d4d" stroke-width="0.7"/>',
    "dots": '<circle cx="1.5" cy="1.5" r="0.8" fill="#4d4d4d"/><circle cx="4.5" cy="4.5" r="0.8" fill="#4d4d4d"/>',
    "none": "",
}
_HEX = re.compile(r'(?<==")#([0-9A-Fa-f]{6})(?=")')
_RGB = re.compile(r'(?<==")rgb\((\d+), ?(\d+), ?(\d+)\)(?=")')


def grey(drawn: str) -> str:
    """Return a drawing without hue.

    Colours of groups become steps of lightness, fills of options a ground with lines or dots; all other colours, such
    as a scale of blues, the grey that is as light.
    """
    used = []
    for colour, (ground, lines) in PATTERNS.items():
        name = f"grey-{colour[1:].lower()}"
        if f'fill="{colour}"' in drawn:
            used.append(
                f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
                f'<rect width="6" height="6" fill="{ground}"/>{_LINES[lines]}</pattern>'
            )
            drawn = drawn.replace(
                f'fill="{colour}"', f'fill="url(#{name})" stroke="#4d4d4d" stroke-width="0.7"'
            )
        drawn = drawn.replace(f'stroke="{colour}"', 'stroke="#4d4d4d"')
    drawn = _LETTER.sub(
        r'\1 stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"\2',
        _one_stroke(drawn),
    )
    for colour, ground in _SOLID.items():
        drawn = drawn.replace(f'="{colour}"', f'="{ground}"')
    drawn = _HEX.sub(lambda found: _as_light(*(int(found[1][k : k + 2], 16) for k in (0, 2, 4))), drawn)
    drawn = _RGB.sub(lambda found: _as_light(*(int(part) for part in found.groups())), drawn)
    return drawn.replace("</desc>", f"</desc><defs>{''.join(used)}</defs>", 1) if used else drawn


_LETTER = re.compile(r'(<text [^>]*font-weight="bold" fill="#1a1a1a")([^>]*>[^<]{1,3}</text>)')
"""A letter on a pattern is read where the pattern keeps clear of it."""
_TAG = re.compile(r"<[a-z]+ [^>]*?fill=\"url\(#grey-[^>]*>")


def _one_stroke(drawn: str) -> str:
    """Return a drawing in which the outline given with a pattern gives way to one that was there."""

    def once(found: re.Match[str]) -> str:
        tag = found[0]
        if max(tag.count(f' {name}="') for name in ("stroke", "stroke-width")) > 1:
            tag = tag.replace(' stroke="#4d4d4d" stroke-width="0.7"', "", 1)
        return tag

    return _TAG.sub(once, drawn)


def _as_light(red: int, green: int, blue: int) -> str:
    """Return the grey that is as light as a colour.

    >>> _as_light(18, 67, 109), _as_light(255, 255, 255)
    ('#414141', '#ffffff')
    """
    parts = (part / 255 for part in (red, green, blue))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    level = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(255 * level):02x}" * 3
