"""Small files of XMCDA as texts."""

from __future__ import annotations

ADDRESS = {
    2: "http://www.decision-deck.org/2012/XMCDA-2.2.1",
    3: "http://www.decision-deck.org/2019/XMCDA-3.1.1",
    4: "http://www.decision-deck.org/2021/XMCDA-4.0.0",
}


def document(body: str, version: int = 4) -> str:
    """Return a file that holds a body, which begins on its second line."""
    root = "xmcda" if version == 4 else "XMCDA"
    if version == 4:
        return f'<{root} xmlns="{ADDRESS[4]}">\n{body}\n</{root}>'
    return f'<x:{root} xmlns:x="{ADDRESS[version]}">\n{body}\n</x:{root}>'


def cell(value: str, version: int = 4, alternative: str = "a", criterion: str = "c") -> str:
    """Return a performance table with one value."""
    inside = f"<value>{value}</value>" if version == 2 else f"<values><value>{value}</value></values>"
    return (
        f"<performanceTable><alternativePerformances><alternativeID>{alternative}</alternativeID>"
        f"<performance><criterionID>{criterion}</criterionID>\n{inside}</performance>"
        "</alternativePerformances></performanceTable>"
    )
