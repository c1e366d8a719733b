"""What can be wrong with an XMCDA file, what was passed over, and what was decided while reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from policylab.catalog.codes import MAX_SLIPS
from policylab.errors import Problem

VERSIONS = "2.0 to 2.2, 3.0 to 3.2 and 4.0"
MAX_BYTES = 40_000_000
MAX_ELEMENTS = 250_000
MAX_CELLS = 250_000
MAX_DEPTH = 60
MAX_FILES = 200


@dataclass(frozen=True)
class Code:
    """What a code stands for: its title, and what to do where nothing better is known."""

    title: str
    fix: str


CODES: Mapping[str, Code] = MappingProxyType(
    {
        "X001": Code("A file is missing or cannot be opened", "Check its name and who may read it."),
        "X002": Code(
            "Too much in one go",
            f"At most {MAX_BYTES // 1_000_000} MB, {MAX_FILES} files and {MAX_CELLS:,} values are read; "
            "leave out what is not needed.",
        ),
        "X003": Code("A file is not well-formed XML", "Mend this place, or export the file again."),
        "X004": Code(
            "A file has a document type",
            "Remove the <!DOCTYPE ...> part: XMCDA has none, and it can draw in other files.",
        ),
        "X005": Code("A file cannot be decoded", "Save it in UTF-8."),
        "X006": Code(
            "Not XMCDA, or a version that cannot be read",
            f"Versions {VERSIONS} can be read; export it again in one of them.",
        ),
        "X007": Code("Nested too deeply", "Check that it is the right file."),
        "X008": Code("An id is missing", "Give it an id."),
        "X009": Code("Something is given twice, and differently", "Remove one of the two."),
        "X010": Code(
            "A value cannot be read", "Write a number with a decimal point, or NA where there is none."
        ),
        "X011": Code("A part is missing", "Add it, or remove what it belongs to."),
        "X012": Code(
            "No decision in it",
            "Give a file with alternatives, criteria or a performance table; several files can be given together.",
        ),
    }
)


@dataclass
class Slips:
    """Gathers problems, notes and what is skipped while files are read."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    path: str = ""
    version: str = ""

    def add(
        self, code: str, line: int, what: str, found: str, fix: str = "", column: int = 0, id: str = ""
    ) -> None:
        """Add a problem in the file being read; of very many, only the first."""
        if len(self.problems) < MAX_SLIPS:
            fix = fix or CODES[code].fix
            self.problems.append(Problem(code, self.path, line, column or min(line, 1), id, what, found, fix))

    def lacks(self, line: int, what: str, found: str, skipped: str) -> None:
        """Report that a part is missing: as left out in 2.x, whose schema does not ask for it, else as a problem."""
        if self.version.startswith("2."):
            self.skip(skipped)
        else:
            self.add("X011", line, what, found)

    def note(self, sentence: str) -> None:
        """Say what was decided, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def skip(self, name: str, times: int = 1) -> None:
        """Remember that something was not taken over."""
        self.skipped[name] += times

    def sentences(self) -> tuple[str, ...]:
        """Say what was not taken over, with how many there were."""
        return tuple(f"Not taken over: {name} ({times})." for name, times in self.skipped.items())
