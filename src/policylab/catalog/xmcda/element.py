"""An element of an XML file, with its line."""

from __future__ import annotations

from collections.abc import Iterator

from policylab.catalog.xmcda.slips import Slips


class Element:
    """An element as far as it matters here: local name, attributes, text before its first child, children, line."""

    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.line = line
        self.text = ""
        self.children: list[Element] = []

    def all(self, *tags: str) -> Iterator[Element]:
        """Give the children of these names, in the order of the file."""
        return (child for child in self.children if child.tag in tags)

    def first(self, *tags: str) -> Element | None:
        """Return the first child of one of these names, or None."""
        return next(self.all(*tags), None)

    def said(self, *tags: str) -> str:
        """Return the text of the first child of one of these names, without blanks around it."""
        child = self.first(*tags)
        return child.text.strip() if child else ""

    @property
    def id(self) -> str:
        """The attribute `id`, without blanks around it."""
        return self.attributes.get("id", "").strip()

    @property
    def title(self) -> str:
        """The attribute `name`."""
        return self.attributes.get("name", "")

    @property
    def concept(self) -> str:
        """The attribute `mcdaConcept`."""
        return self.attributes.get("mcdaConcept", "")

    def check(self, slips: Slips, children: str = "", attributes: str = "") -> None:
        """Report what this element has and nobody reads: children and attributes other than those named."""
        known = children.split()
        for child in self.children:
            if child.tag not in known:
                slips.skip(f"{child.tag} in {self.tag}")
        for name in self.attributes:
            if name not in attributes.split():
                slips.skip(f"attribute {name} of {self.tag}")
