"""A reader's answers about what counts more: read, checked, and turned into weights."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policylab.cli._ids import did_you_mean
from policylab.cli._weights import FileWrong, read_yaml
from policylab.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

    from policylab.schema import Study

METHODS = ("swing", "centroid", "rank-sum", "ahp", "best-worst")
PAIRS = ("ahp", "best-worst")
HOW = {
    "swing": "security=100 alliance=60",
    "centroid": "security alliance economic",
    "rank-sum": "security alliance economic",
    "ahp": "security/alliance=3",
    "best-worst": "security/alliance=3",
}
STRONG = 0.1
"""From this consistency ratio on, comparisons should be looked at again; a convention."""


@dataclass(frozen=True, eq=False)
class Elicited:
    """Weights that follow from answers.

    Attributes
    ----------
    kind : str
        `groups` or `criteria`: what the answers were about.
    weights : Series (n,)
        Sums to 1.
    consistency : dict of str to float
        How far the answers fit together, where the method can tell.
    note : str
        The same in a sentence; empty where the method cannot tell.
    """

    kind: str
    weights: pd.Series
    consistency: dict[str, float]
    note: str


def read_answers(given: Sequence[str]) -> dict[str, str]:
    """Return answers by what they are about, from words such as `security=100` or from one YAML file.

    >>> read_answers(["security=100", "alliance/economic=3", "jobs"])
    {'security': '100', 'alliance/economic': '3', 'jobs': ''}
    """
    if len(given) == 1 and Path(given[0]).suffix.lower() in (".yaml", ".yml"):
        return _from_file(Path(given[0]))
    answers: dict[str, str] = {}
    for word in given:
        key, _, value = word.partition("=")
        if key in answers:
            raise CallError(f"'{key}' is answered twice.")
        answers[key] = value
    return answers


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        raise CallError(f"There is no file '{path}' with answers.")
    held = read_yaml(path)
    if isinstance(held, list) and all(isinstance(item, str) for item in held):
        return dict.fromkeys(held, "")
    if isinstance(held, Mapping) and all(isinstance(value, str) for value in held.values()):
        return {str(key): str(value) for key, value in held.items()}
    raise FileWrong(f"{path.name}: it must hold one answer in each line, such as 'security: 100'.")


def elicit(study: Study, method: str, answers: Mapping[str, str]) -> Elicited:
    """Return the weights that follow from answers about groups, or about criteria of one ledger.

    Raises
    ------
    CallError
        If an answer is about something unknown, is no number, or one is missing.
    """
    names = list(dict.fromkeys(name for key in answers for name in key.split("/")))
    kind = _kind(study, names)
    if method in PAIRS:
        pairs = _pairs(method, answers)
        return (_ahp if method == "ahp" else _best_worst)(kind, names, pairs)
    for key in answers:
        if "/" in key:
            raise CallError(f"'{key}' compares two; for {method} give {HOW[method]} and so on.")
    return _swing(kind, answers) if method == "swing" else _ranked(kind, method, answers)


def _kind(study: Study, names: list[str]) -> str:
    """Return whether the answers are about groups or about criteria, which are never mixed."""
    groups, criteria = set(study.state_groups), set(study.criteria)
    for name in names:
        if name not in groups | criteria:
            known = [*study.state_groups, *study.criteria]
            hint = did_you_mean(name, known) or f" Groups are {', '.join(study.state_groups)}."
            raise CallError(f"There is no group or criterion '{name}' in this study.{hint}")
    if set(names) <= groups:
        missing = [group for group in study.state_groups if group not in names]
        if missing:
            raise CallError(f"Nothing is said about the group '{missing[0]}'; points are for all groups.")
        return "groups"
    if set(names) & groups:
        raise CallError("Answers are about groups or about criteria, not about both at once.")
    ledgers = {study.groups[study.group_of(name)].ledger for name in names}
    if len(ledgers) > 1:
        raise CallError(
            f"Criteria of {study.decision_maker} and aims of protection are weighed apart: ask about them one by one."
        )
    inside = {study.group_of(name) for name in names}
    if len(inside) > 1 and "state" in {str(ledger.value) for ledger in ledgers}:
        raise CallError(
            "Criteria get their points inside a group: ask about the criteria of one group at a time."
        )
    return "criteria"


def _number(key: str, value: str, least: str) -> float:
    """Read a number, or a fraction such as 1/3."""
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?(/[0-9]{1,6})?", value):
        raise CallError(f"The answer for '{key}' must be a number {least}, not '{value}'.")
    top, _, bottom = value.partition("/")
    if bottom and not float(bottom):
        raise CallError(f"The answer for '{key}' must be a number {least}, not '{value}'.")
    return float(top) / float(bottom or 1)


def _swing(kind: str, answers: Mapping[str, str]) -> Elicited:
    import pandas as pd

    from policylab.mcda import swing_weights

    points = pd.Series({key: _number(key, value, "of at least 0") for key, value in answers.items()})
    return Elicited(kind, swing_weights(points), {}, "")


def _ranked(kind: str, method: str, answers: Mapping[str, str]) -> Elicited:
    import pandas as pd

    from policylab.mcda import rank_order_centroid, rank_sum

    said = [value != "" for value in answers.values()]
    if any(said) and not all(said):
        raise CallError("Give a rank to each, such as security=1, or name them all in order without ranks.")
    ranks = {
        key: _number(key, value, "of at least 1") if value else float(place)
        for place, (key, value) in enumerate(answers.items(), start=1)
    }
    rule = rank_order_centroid if method == "centroid" else rank_sum
    return Elicited(kind, rule(pd.Series(ranks)), {}, "")


def _pairs(method: str, answers: Mapping[str, str]) -> dict[tuple[str, str], float]:
    pairs: dict[tuple[str, str], float] = {}
    for key, value in answers.items():
        parts = key.split("/")
        if len(parts) != 2 or parts[0] == parts[1]:
            raise CallError(f"'{key}' does not compare two; for {method} give {HOW[method]} and so on.")
        number = _number(key, value, "above 0")
        if not number:
            raise CallError(f"The answer for '{key}' must be a number above 0, not '{value}'.")
        pairs[(parts[0], parts[1])] = number
    return pairs


def _ahp(kind: str, names: list[str], pairs: Mapping[tuple[str, str], float]) -> Elicited:
    import pandas as pd

    from policylab.mcda import ahp_weights

    table = pd.DataFrame(float("nan"), index=names, columns=names)
    for (more, less), times in pairs.items():
        table.loc[more, less] = times
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if not {(one, other), (other, one)} & set(pairs):
                raise CallError(
                    f"'{one}' and '{other}' are not compared; give {one}/{other}=1 if they count alike."
                )
    found = ahp_weights(table)
    ratio = found.consistency_ratio
    if ratio > STRONG:
        size = found.misfit.where(found.misfit >= 1, 1 / found.misfit).stack()
        more, less = size.idxmax()
        said = f"above {STRONG}: look again at '{more}' with '{less}', which fits the others least"
    else:
        said = f"not above {STRONG}: the comparisons fit together"
    measures = {"consistency_ratio": ratio, "consistency_index": found.consistency_index}
    return Elicited(kind, found.weights, measures, f"Consistency ratio {ratio:.2f}, {said}.")


def _best_worst(kind: str, names: list[str], pairs: Mapping[tuple[str, str], float]) -> Elicited:
    import pandas as pd

    from policylab.mcda import best_worst_weights

    most = next((a for a in names if all(a == b or (a, b) in pairs for b in names)), None)
    least = next((b for b in names if b != most and all(a == b or (a, b) in pairs for a in names)), None)
    if most is None or least is None:
        raise CallError(
            "For best-worst compare the most important with every other, and every other with the least important."
        )
    found = best_worst_weights(
        pd.Series({name: pairs.get((most, name), 1.0) for name in names}),
        pd.Series({name: pairs.get((name, least), 1.0) for name in names}),
        best=most,
        worst=least,
    )
    ratio = found.input_consistency_ratio
    doubt = found.input_consistency.idxmax()
    fit = f"'{doubt}' fits least" if ratio > 1e-9 else "the comparisons fit together"
    measures = {"input_consistency_ratio": ratio, "xi": found.xi}
    note = f"Consistency of the answers {ratio:.2f} (0 is perfect), largest misfit {found.xi:.2f}: {fit}."
    return Elicited(kind, found.weights, measures, note)
