"""Generated sentences about packages."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from policylab.analysis.package_inputs import PackageInputs
from policylab.analysis.wording import TODAY, listed, own_ledger, raised, signed
from policylab.mcda import shown

NAMED_SIZE = 3
"""The size of package that the sentence names the leader of, if the caller gives none."""
NAMED_STEPS = 5
"""Steps named one by one."""


def _names(given: PackageInputs, members: Sequence[str]) -> str:
    return listed([given.result.study.options[key].short for key in members])


def _points(value: float) -> str:
    return signed(shown(value))


def _up_to(max_size: int | None) -> str:
    """Return the limit that was asked for, in words."""
    return "" if max_size is None else f" of at most {max_size} option{'s' if max_size > 1 else ''}"


def of_packages(
    given: PackageInputs, n_allowed: int, pareto: pd.DataFrame, leaders: pd.DataFrame, max_size: int | None
) -> str:
    """Return how many packages there are, how many are unbeaten, and which leads."""
    unbeaten = len(pareto) + int(pareto["same"].sum())
    verb = "is" if unbeaten == 1 else "are"
    first = (
        f"The rules allow {n_allowed:,} packages{_up_to(max_size)}, {TODAY} among them; "
        f"{unbeaten:,} {verb} beaten by no other on both ledgers."
    )
    per_cent = shown(100 * given.result.with_protection)
    counts = (
        f"With protection counting for {per_cent} % of the total"
        if per_cent
        else f"On {own_ledger(given.result.study)} alone"
    )
    if not len(leaders["members"].iloc[-1]):
        return f"{first} {counts}, {TODAY} leads among them, whatever their size.{_close(leaders.iloc[-1])}"
    most = min(NAMED_SIZE, int(leaders.index[-1]))
    leader = leaders.loc[most]
    if not len(leader["members"]):
        return f"{first} {counts}, {TODAY} leads among packages of at most {most}.{_close(leader)}"
    names = _names(given, leader["members"])
    package = names if len(leader["members"]) == 1 else f"the package of {names}"
    return (
        f"{first} {counts}, {package} leads among packages of at most {most}, with "
        f"{_points(leader['total'])}.{_close(leader)}"
    )


def _close(leader: pd.Series) -> str:
    others = int(leader["close"])
    if not others:
        return ""
    return f" {others:,} {'other is' if others == 1 else 'others are'} too close to call."


def of_worth(given: PackageInputs, members: Sequence[str], values: pd.DataFrame, worth: pd.DataFrame) -> str:
    """Return the value of a package, and what its protection hangs on most."""
    if not members:
        return f"{raised(TODAY)} is 0 in both ledgers by definition."
    told = [
        f"{name} {_points(values.at[key, 'central'])} ({_points(values.at[key, 'low'])} to "
        f"{_points(values.at[key, 'high'])})"
        for key, name in (("state", own_ledger(given.result.study)), ("protection", "protection"))
    ]
    together = "together make" if len(members) > 1 else "makes"
    said = [f"{_names(given, members)} {together} {told[0]} and {told[1]}."]
    lost = worth["added_protection"]
    if len(members) > 1 and shown(lost.max()) >= 1:
        option = str(lost.idxmax())
        with_it = worth.at[option, "goes_with"]
        also = f" and what needs it, {_names(given, with_it)}," if len(with_it) else ""
        said.append(
            f"Without {_names(given, [option])}{also} protection would be lower by about {shown(lost.max())}."
        )
    idle = [
        str(key)
        for key in worth.index
        if len(members) > 1 and worth.loc[key, ["added_state", "added_protection"]].abs().max() <= 1e-9
    ]
    if idle:
        said.append(f"{_names(given, idle)} {'changes' if len(idle) == 1 else 'change'} nothing in it.")
    return " ".join(said)


def of_steps(given: PackageInputs, steps: pd.DataFrame, from_today: bool) -> str:
    """Return the order of steps and what it comes to."""
    if steps.empty:
        return f"No unbeaten package protects people better than {TODAY}, so there are no steps."
    names = [_names(given, added) + (" together" if len(added) > 1 else "") for added in steps["added"]]
    more = len(names) - NAMED_STEPS
    told = ", then ".join(names[:NAMED_STEPS])
    if more > 0:
        told += f", and {more} more {'step' if more == 1 else 'steps'}"
    last = steps.iloc[-1]
    start = "" if from_today else f" {raised(TODAY)} itself is beaten on both ledgers."
    verb = "It takes" if len(names) == 1 else "They take"
    return (
        f"First {told}: after each step no other package is better on one ledger without being worse on the "
        f"other. {verb} protection from 0 to {_points(last['protection'])} and "
        f"{own_ledger(given.result.study)} from 0 to "
        f"{_points(last['state'])}.{start}"
    )
