"""Does the method matter: the same scores and weights through other rules."""

from __future__ import annotations

import math
from dataclasses import dataclass

from policylab.analysis.counted import left_out_sentence, name_of, names_of
from policylab.analysis.result import Result
from policylab.analysis.wording import raised
from policylab.errors import CallError
from policylab.robustness import MethodComparison, compare_methods
from policylab.schema import Study

TITLES = {
    "weighted_sum": "the weighted sum",
    "topsis": "TOPSIS",
    "vikor": "VIKOR",
    "promethee_ii": "PROMETHEE II",
    "lexicographic": "the lexicographic rule (the heaviest criteria first)",
    "maximin": "maximin (the worst score first)",
}


@dataclass(frozen=True, eq=False)
class OtherMethods:
    """Orders by other rules beside the result's.

    Attributes
    ----------
    comparison : MethodComparison
        Scores, ranks, agreement and the pairs on which a rule disagrees; pairs too close to call in the
        result are never disagreements.
    left_out : tuple of str
        Options with a score missing that counts.
    sentences : dict of str to str
        One for each rule: who stands first, how far it agrees, the widest disagreement.
    sentence : str
        In short.
    """

    comparison: MethodComparison
    left_out: tuple[str, ...]
    sentences: dict[str, str]
    sentence: str


def other_methods(result: Result, library: str = "pymcdm") -> OtherMethods:
    """Return what TOPSIS, VIKOR, PROMETHEE II and two plain rules make of the same scores and weights.

    Parameters
    ----------
    result : Result
        From `evaluate`.
    library : str
        `pymcdm` (the extra other-methods) or `own`.

    Returns
    -------
    OtherMethods
        The comparison, in words too.

    Raises
    ------
    CallError
        When pymcdm is asked for and not installed, or every option has a score missing that counts.
    """
    study = result.study
    counted = list(result.weights.index[result.weights > 0])
    complete = result.values[counted].notna().all(axis=1)
    if not complete.any():
        raise CallError("Every option has a score missing, so that nothing can be compared.")
    found = compare_methods(
        result.values.loc[complete, counted],
        result.weights[counted],
        library=library,
        closeness=result.closeness,
    )
    left_out = tuple(str(option) for option in complete.index[~complete])
    sentences = {name: _sentence(study, name, found) for name in found.agreement.index}
    return OtherMethods(found, left_out, sentences, _short(study, found, left_out))


def _first(found: MethodComparison, name: str) -> tuple[str, ...]:
    return tuple(str(option) for option in found.ranks.index[found.ranks[name] == 1])


def _sentence(study: Study, name: str, found: MethodComparison) -> str:
    first = _first(found, name)
    if len(first) == len(found.ranks):
        return raised(f"{TITLES[name]} puts no option before another.")
    tau = float(found.agreement[name])
    agreed = "" if math.isnan(tau) else f" (agreement with the weighted sum {_cut(tau)})"
    verb = "together first" if len(first) > 1 else "first"
    said = f"{TITLES[name]} puts {names_of(study, first)} {verb}{agreed}"
    pairs = found.disagreements[found.disagreements["method"] == name]
    if not len(pairs):
        return raised(f"{said}; it turns no pair of options round that is not too close to call.")
    widest = pairs.iloc[0]
    turned = "1 pair" if len(pairs) == 1 else f"{len(pairs)} pairs"
    behind, ahead = name_of(study, widest["behind"]), name_of(study, widest["ahead"])
    return raised(
        f"{said}; it turns {turned} round that {'is' if len(pairs) == 1 else 'are'} not too close to call, the widest "
        f"apart by putting {behind} before {ahead}."
    )


def _short(study: Study, found: MethodComparison, left_out: tuple[str, ...]) -> str:
    ours = set(_first(found, "weighted_sum"))
    same = [name for name in found.agreement.index if set(_first(found, name)) & ours]
    said = f"{len(same)} of {len(found.agreement)} other rules also put {names_of(study, tuple(sorted(ours)))} first."
    return " ".join(part for part in (said, left_out_sentence(study, left_out)) if part)


def _cut(tau: float) -> str:
    """Return a correlation with two decimals, cut towards 0 so that no more agreement is said than there is."""
    return f"{math.trunc(tau * 100 + math.copysign(1e-9, tau)) / 100 + 0.0:.2f}"
