"""What can be wrong, and how it is said: problems in a study, and calls that make no sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a study, with its place and how to mend it.

    Attributes
    ----------
    code : str
        Key into the list of problems, `P012`; each code has a section in `docs/problems.md`.
    path : str
        File, relative to the study's folder.
    line, column : int
        Counted from 1; 0 when the problem is not at one place (a missing file).
    id : str
        Id of the record concerned; empty when there is none.
    what : str
        The thing concerned, in words: `criterion 'jobs'`.
    found : str
        What is wrong with it, without a full stop: `group 'economics' is not known`.
    fix : str
        What to do, a sentence.

    Examples
    --------
    >>> print(Problem("P012", "criteria.yaml", 14, 5, "jobs", "criterion 'jobs'",
    ...               "group 'economics' is not known", "Did you mean 'economic'?"))
    criteria.yaml:14:5 P012 criterion 'jobs': group 'economics' is not known. Did you mean 'economic'?
    """

    code: str
    path: str
    line: int
    column: int
    id: str
    what: str
    found: str
    fix: str

    @property
    def place(self) -> str:
        """File, line and column as editors and terminals understand them."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"

    def __str__(self) -> str:
        return f"{self.place} {self.code} {self.what}: {self.found}. {self.fix}".rstrip()


class PolicylabError(Exception):
    """Base of everything this package raises on purpose."""


class StudyInvalid(PolicylabError):
    """A study does not load; `problems` lists everything that is wrong with it, sorted by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code, p.found)))
        super().__init__(self.problems)

    subject = "The study has"

    def __str__(self) -> str:
        n = len(self.problems)
        head = f"{self.subject} 1 problem:" if n == 1 else f"{self.subject} {n} problems:"
        return "\n".join([head, *map(str, self.problems)])


class TableInvalid(StudyInvalid):
    """Files of somebody else's decision cannot be imported; `problems` lists everything wrong with them."""

    subject = "What is to be imported has"


class FileInvalid(PolicylabError):
    """A file from elsewhere cannot be taken over; `problems` holds a line of text for each thing that is wrong."""

    def __init__(self, name: str, problems: Sequence[object]) -> None:
        self.name = name
        self.problems = tuple(problems)
        super().__init__(name, self.problems)

    def __str__(self) -> str:
        n = len(self.problems)
        head = f"{self.name} has 1 problem:" if n == 1 else f"{self.name} has {n} problems:"
        return "\n".join([head, *map(str, self.problems)])


class CallError(PolicylabError):
    """The call is wrong, not the data: an unknown weight set or option. The message is one sentence."""


class NothingCounts(CallError):
    """All weights are zero, so that no order follows."""


class ScoresInvalid(CallError):
    """A frame of scores or weights does not have the labels or the numbers that the method needs."""


class Stopped(PolicylabError):
    """Long work was stopped on request; nothing came of it."""
