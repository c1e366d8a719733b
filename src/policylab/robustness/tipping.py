"""Tipping points: at which weight of a criterion, or of a group, another option comes first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import Floats, aligned, at_least_zero, check_labels, table
from policylab.robustness.envelope import SAME_PLACE, Envelope, Labels, envelopes, tie_of, walk


@dataclass(frozen=True, eq=False)
class TippingPoints:
    """Every leader as one weight at a time goes from 0 to 1, the others in proportion.

    Attributes
    ----------
    leaders : tuple
        Who leads now; more than one label, when they are level.
    envelopes : dict
        For each label of `now` that can be moved, its `Envelope`; places are weights from 0 to 1.
    not_moved : tuple
        Labels that carry all the weight there is, so that the others have no proportions; groups without any
        weight inside.
    """

    leaders: Labels
    envelopes: dict[Any, Envelope]
    not_moved: Labels
    _present: tuple[Floats, pd.Index]

    @cached_property
    def now(self) -> pd.Series:
        """The weights as they are (n_weights,), summing to 1."""
        weight, labels = self._present
        return pd.Series(weight, index=labels, name="weight")

    @cached_property
    def points(self) -> pd.DataFrame:
        """All points of change (n_points, 5): `moved` (which weight), `at`, `before`, `after`, `meeting`."""
        rows = [
            (moved, at, line.leaders[k], line.leaders[k + 1], line.meeting[k])
            for moved, line in self.envelopes.items()
            for k, at in enumerate(line.points)
        ]
        return pd.DataFrame(rows, columns=["moved", "at", "before", "after", "meeting"])

    @cached_property
    def nearest(self) -> pd.DataFrame:
        """Points of change next to each present weight (n_moved, 2): `below` and `above`, NaN for none.

        A point at the present weight itself is both.
        """
        rows = {}
        for moved, line in self.envelopes.items():
            here = self.now[moved]
            below = [at for at in line.points if at <= here + SAME_PLACE]
            above = [at for at in line.points if at >= here - SAME_PLACE]
            rows[moved] = (below[-1] if below else np.nan, above[0] if above else np.nan)
        return pd.DataFrame.from_dict(rows, orient="index", columns=["below", "above"], dtype=float)


def tipping_points(
    values: pd.DataFrame, weights: pd.Series, group_of: pd.Series | None = None
) -> TippingPoints:
    """Return where the leader changes as each weight goes from 0 to 1, the others in proportion.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Values, more is better, none missing; any size.
    weights : Series (n_criteria,)
        At least 0; only their proportions matter.
    group_of : Series (n_criteria,), optional
        The group of each criterion: then the weights of whole groups are moved, those inside a group staying
        in proportion.

    Returns
    -------
    TippingPoints
        Exact: no grid, none missed, ties named.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When labels do not fit, or a number is missing or negative where it may not be.

    Notes
    -----
    With weight t for criterion k the others have w_j (1 - t) / (1 - w_k), so that an option's value is the
    line (1 - t) (V - w_k v_k) / (1 - w_k) + t v_k, and the leaders are the upper envelope of n lines. With
    one criterion, or one that carries all the weight, there is nothing to be moved against it: it is named
    in `not_moved`.

    References
    ----------
    [GoodwinWright2004]_, chapter 3, for the question; [TriantaphyllouSanchez1997]_ for criticality.

    Examples
    --------
    >>> values = pd.DataFrame({"influx": [1.0, 0.0], "jobs": [0.0, 1.0]}, index=["camp", "corridor"])
    >>> found = tipping_points(values, pd.Series({"influx": 0.7, "jobs": 0.3}))
    >>> found.envelopes["influx"].points, found.leaders
    ((0.5,), ('camp',))
    """
    if group_of is not None:
        values, weights = group_values(values, weights, group_of)
    array = table(values, "values", missing=group_of is not None)
    weight = aligned(weights, values.columns, "weights")
    at_least_zero(weight, "weights")
    whole = weight.sum()
    if not whole > 0:
        raise NothingCounts("Nothing counts: all weights are 0.")
    weight = weight / whole
    can_move = weight < 1.0
    if group_of is not None:
        empty = np.isnan(array).any(axis=0)  # a group that nothing is weighed in; its own weight is 0
        array[:, empty] = 0.0
        can_move &= ~empty
    total = array @ weight
    movable = np.flatnonzero(can_move)
    rest = array @ _without(weight, movable)
    labels, lines = values.columns.tolist(), envelopes(values.index, rest, array[:, movable])
    found = {labels[k]: line for k, line in zip(movable.tolist(), lines, strict=True)}
    level, options = total >= total.max() - tie_of(array), values.index.tolist()
    return TippingPoints(
        leaders=tuple(options[k] for k in level.nonzero()[0].tolist()),
        envelopes=found,
        not_moved=tuple(label for label in labels if label not in found),
        _present=(weight, values.columns),
    )


def tipping_array(values: Any, weights: Any) -> list[tuple[list[float], list[int]] | None]:
    """Return where the leader changes as each weight is moved, on plain arrays, for loops over many weightings.

    Parameters
    ----------
    values : array (n_options, n_criteria)
        Values, more is better, none missing.
    weights : array (n_criteria,)
        At least 0; only their proportions matter.

    Returns
    -------
    list (n_criteria,) of (points, leaders) or None
        As the envelopes of `tipping_points`: the points of change, and the position of one leading option on
        each piece, one more than there are points; among options that are level on a piece, one of them. None
        for a weight that is all there is.

    Raises
    ------
    NothingCounts
        When all weights are 0.
    ScoresInvalid
        When the shapes do not fit, or a number is missing, infinite or negative where it may not be.

    Examples
    --------
    >>> tipping_array([[1.0, 0.0], [0.0, 1.0]], [0.7, 0.3])
    [([0.5], [1, 0]), ([0.5], [0, 1])]
    """
    array, weight = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    if array.ndim != 2 or weight.shape != array.shape[1:] or not array.size:
        raise ScoresInvalid("The values must be a table with a weight for each of its columns.")
    if not (np.isfinite(array).all() and np.isfinite(weight).all() and (weight >= 0).all()):
        raise ScoresInvalid("Every value must be a number, and every weight one of at least 0.")
    whole = weight.sum()
    if not whole > 0:
        raise NothingCounts("Nothing counts: all weights are 0.")
    movable = np.flatnonzero(weight < whole)
    rest, ends = array @ _without(weight / whole, movable), array[:, movable]
    walked = walk(np.ascontiguousarray(rest.T), np.ascontiguousarray(ends.T), tie_of(rest, ends))
    found: list[tuple[list[float], list[int]] | None] = [None] * len(weight)
    for k, one in zip(movable.tolist(), walked, strict=True):
        found[k] = one
    return found


def _without(weight: Floats, movable: Any) -> Floats:
    """Return the proportions of the other weights (n_criteria, n_movable) when each movable one is left out.

    Summed anew without it: subtracting its part would lose digits where it weighs nearly all.
    """
    others = np.empty((len(weight), len(movable)))
    others[:] = weight[:, None]
    others[movable, np.arange(len(movable))] = 0.0
    return np.asarray(others / others.sum(axis=0))


def group_values(
    values: pd.DataFrame, weights: pd.Series, group_of: pd.Series
) -> tuple[pd.DataFrame, pd.Series]:
    """Return each option's value on whole groups, and the weights of the groups.

    Parameters
    ----------
    values : DataFrame (n_options, n_criteria)
        Values.
    weights : Series (n_criteria,)
        At least 0.
    group_of : Series (n_criteria,)
        The group of each criterion.

    Returns
    -------
    tuple of DataFrame (n_options, n_groups) and Series (n_groups,)
        Means of the values weighted inside each group, NaN for a group without weight inside; sums of the
        weights. Groups in the order in which they first appear.

    Examples
    --------
    >>> values = pd.DataFrame({"influx": [1.0], "precedent": [0.0]}, index=["camp"])
    >>> weights = pd.Series({"influx": 0.6, "precedent": 0.2})
    >>> found, sums = group_values(values, weights, pd.Series({"influx": "security", "precedent": "security"}))
    >>> found.round(9).to_dict("list"), sums.round(9).to_dict()
    ({'security': [0.75]}, {'security': 0.8})
    """
    array = table(values, "values")
    weight = aligned(weights, values.columns, "weights")
    at_least_zero(weight, "weights")
    member, groups = _members(group_of, values.columns)
    inside: Floats = np.zeros((len(weight), len(groups)))
    inside[np.arange(len(weight)), member] = weight
    sums = inside.sum(axis=0)
    with np.errstate(invalid="ignore"):
        means = np.where(sums > 0, (array @ inside) / np.where(sums > 0, sums, 1.0), np.nan)
    return (
        pd.DataFrame(means, index=values.index, columns=groups),
        pd.Series(sums, index=groups, name="weight"),
    )


def _members(group_of: pd.Series, criteria: pd.Index) -> tuple[Any, pd.Index]:
    if not isinstance(group_of, pd.Series):
        raise ScoresInvalid("The groups of the criteria must be a labelled pandas Series.")
    check_labels(group_of.index, criteria, "groups of the criteria")
    named = group_of.reindex(criteria)
    if named.isna().any():
        raise ScoresInvalid("A criterion has no group.")
    member, groups = pd.factorize(named)
    return member, pd.Index(groups)
