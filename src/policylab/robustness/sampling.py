"""Weights that are not known: what is asked about them, and how draws are made.

Every question about weights here is a body of weights that sum to 1 with a distribution on it. Most of them
are a *uniform simplex, mapped linearly*: all weights; groups whose insides are fixed; a complete order of
importance. For these, w = span x u with u uniform on a simplex, so that options can be compared on
scores x span with fewer numbers, and closed forms for the uniform simplex hold for all of them alike.

A uniform point of a simplex is a vector of independent exponentials divided by its sum. (Uniform numbers
divided by their sum are not uniform on it, and shift first places by up to 0.18.) An exponential is minus the
logarithm of a uniform number in (0, 1], and such a number comes from random bits without any arithmetic: 23
bits put behind the exponent of 1.0 make a float in [1, 2); 2 minus it lies in (0, 1].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from policylab.errors import NothingCounts, ScoresInvalid
from policylab.mcda.checks import TIE, Floats, aligned, at_least_zero, check_labels, table
from policylab.robustness.hit_and_run import Polytope, RejectionSampler, linear_rows

Draws = npt.NDArray[np.float32]
Constraint = tuple[Mapping[str, float], str, float]
"""`({"influx": 1, "jobs": -2}, ">=", 0)`: influx weighs at least twice as much as jobs."""


class Sampler(Protocol):
    """Something that draws points of a body, as float32 (n_base, n_draws)."""

    def draw(self, stream: np.random.Generator, n_draws: int) -> Draws:
        """Return independent draws."""
        ...


@dataclass(frozen=True)
class SimplexSampler:
    """Uniform on the simplex of `size` numbers that sum to 1."""

    size: int

    def draw(self, stream: np.random.Generator, n_draws: int) -> Draws:
        """Return exponentials from bits, divided by their sums."""
        numbers = self.size * n_draws
        bits = stream.bit_generator.random_raw((numbers + 1) // 2).view(np.uint32)[:numbers]
        np.right_shift(bits, 9, out=bits)
        np.bitwise_or(bits, 0x3F800000, out=bits)
        base = bits.view(np.float32).reshape(self.size, n_draws)
        np.subtract(2.0, base, out=base)
        np.log(base, out=base)
        # Both are negative, which cancels. All exponentials 0 has a chance of 2^-23 for each number: guarded.
        total = base.sum(axis=0)
        np.minimum(total, np.float32(-1e-30), out=total)
        base /= total
        return base


@dataclass(frozen=True, eq=False)
class DirichletSampler:
    """Dirichlet: independent gamma numbers divided by their sum."""

    alpha: Floats

    def draw(self, stream: np.random.Generator, n_draws: int) -> Draws:
        """Return draws; in double precision until divided, because small parameters give tiny numbers."""
        base = stream.standard_gamma(self.alpha[:, None], size=(len(self.alpha), n_draws))
        total = base.sum(axis=0)
        base /= np.maximum(total, np.finfo(np.float64).tiny)
        return base.astype(np.float32)


@dataclass(frozen=True, eq=False)
class NestedSampler:
    """Groups uniform on their simplex, and inside each group its criteria uniform on theirs."""

    members: tuple[npt.NDArray[np.intp], ...]

    def draw(self, stream: np.random.Generator, n_draws: int) -> Draws:
        """Return weights of criteria."""
        outer = SimplexSampler(len(self.members)).draw(stream, n_draws)
        base = np.empty((sum(map(len, self.members)), n_draws), dtype=np.float32)
        for weight, member in zip(outer, self.members, strict=True):
            base[member] = weight * SimplexSampler(len(member)).draw(stream, n_draws)
        return base


@dataclass(frozen=True, eq=False)
class TierSampler:
    """Uniform on the weights in which every criterion of an earlier tier weighs at least as much as later ones.

    The coordinates of a uniform point are exchangeable: sorting the ones concerned gives a uniform point of
    the ordered part, and shuffling inside a tier takes back the order that nobody asked for. Exact.
    """

    size: int
    tiers: tuple[npt.NDArray[np.intp], ...]

    def draw(self, stream: np.random.Generator, n_draws: int) -> Draws:
        """Return weights of criteria."""
        base = SimplexSampler(self.size).draw(stream, n_draws)
        concerned = np.concatenate(self.tiers)
        falling = -np.sort(-base[concerned], axis=0)
        start = 0
        for tier in self.tiers:
            part = falling[start : start + len(tier)]
            base[tier] = stream.permuted(part, axis=0) if len(tier) > 1 else part
            start += len(tier)
        return base


@dataclass(frozen=True, eq=False)
class WeightSpace:
    """What is asked about weights: a body of weights and a distribution on it.

    Made by `uniform`, `groups`, `around`, `near`, `ordered`, `constrained` or `fixed`; never by hand.

    Attributes
    ----------
    criteria : Index
        Labels of the weights.
    says : str
        The question in words.
    span : ndarray (n_criteria, n_base)
        Weights are span x what the sampler draws.
    is_simplex : bool
        Whether the sampler is uniform on a simplex, so that closed forms hold.
    """

    criteria: pd.Index
    says: str
    span: Floats
    sampler: Sampler = field(repr=False)
    is_simplex: bool = False

    @classmethod
    def uniform(cls, criteria: Iterable[str], what: str = "criteria") -> WeightSpace:
        """All weights of the criteria alike likely: uniform on their simplex; `what` is said for criteria."""
        labels = _labels(criteria)
        span = np.eye(len(labels))
        says = f"all weights of the {len(labels)} {what} alike likely"
        return cls(labels, says, span, SimplexSampler(len(labels)), is_simplex=True)

    @classmethod
    def groups(cls, group_of: pd.Series, within: pd.Series | None = None) -> WeightSpace:
        """All weights of the groups alike likely: another question than all weights of the criteria.

        Parameters
        ----------
        group_of : Series (n_criteria,)
            The group of each criterion.
        within : Series (n_criteria,), optional
            Points that fix each criterion's share inside its group; a group without points takes no part.
            Without it the shares inside a group are uniform too.
        """
        if not isinstance(group_of, pd.Series) or group_of.isna().any():
            raise ScoresInvalid("The groups of the criteria must be a labelled Series with none missing.")
        labels = _labels(group_of.index)
        codes, names = pd.factorize(group_of)
        if within is None:
            members = tuple(np.flatnonzero(codes == g) for g in range(len(names)))
            says = f"all weights of the {len(names)} groups alike likely, and inside each group too"
            return cls(labels, says, np.eye(len(labels)), NestedSampler(members))
        points = aligned(within, labels, "points inside the groups")
        at_least_zero(points, "points inside the groups")
        sums = np.bincount(codes, weights=points)
        counted = np.flatnonzero(sums > 0)
        if not len(counted):
            raise NothingCounts("Nothing counts: no group has a criterion with points.")
        span = np.where(codes[:, None] == counted, points[:, None] / sums[counted], 0.0)
        says = f"all weights of the {len(counted)} groups alike likely, shares inside the groups as given"
        return cls(labels, says, span, SimplexSampler(len(counted)), is_simplex=True)

    @classmethod
    def around(cls, weights: pd.Series, concentration: float) -> WeightSpace:
        """Weights scattered around the given ones: Dirichlet with parameters concentration x weight.

        The mean is the given weights, and weight w has the standard deviation
        sqrt(w (1 - w) / (concentration + 1)): with 50, a weight of 10 % has one of 4.2 %. With equal weights
        and a concentration equal to their number, all weights are alike likely. A weight of 0 stays 0.
        """
        share = _shares(weights)
        if not 0 < concentration < float("inf"):
            raise ScoresInvalid("The concentration must be a number above 0.")
        counted = np.flatnonzero(share > 0)
        span = np.eye(len(share))[:, counted]
        says = f"weights around the given ones (Dirichlet, concentration {concentration:g})"
        return cls(weights.index, says, span, DirichletSampler(concentration * share[counted]))

    @classmethod
    def near(cls, weights: pd.Series, within: float) -> WeightSpace:
        """All weights alike likely in which none is further than `within` from the given ones."""
        share = _shares(weights)
        if not 0 < within < float("inf"):
            raise ScoresInvalid("The distance must be a number above 0.")
        one = np.eye(len(share))
        rows, ends = np.vstack([one, -one]), np.concatenate([share + within, within - share])
        says = f"all weights alike likely of which none is more than {within:g} from the given one"
        return cls._inside(weights.index, says, rows, ends)

    @classmethod
    def ordered(
        cls, criteria: Iterable[str], order: Sequence[str | Sequence[str]], what: str = "criteria"
    ) -> WeightSpace:
        """All weights alike likely that respect an order of importance.

        Parameters
        ----------
        criteria : iterable of str
            All criteria.
        order : sequence
            From the most important on. An entry may be a list of criteria with no order among them; criteria
            that are not named are free.
        what : str
            What is said for criteria: `groups`.
        """
        labels = _labels(criteria)
        tiers = [labels.get_indexer([tier] if isinstance(tier, str) else list(tier)) for tier in order]
        named = np.concatenate(tiers) if tiers else np.zeros(0, dtype=np.intp)
        if not len(named) or (named < 0).any() or len(set(named.tolist())) < len(named):
            raise ScoresInvalid("An order of importance names criteria that there are, each once.")
        if len(tiers) == len(labels):
            # The ordered weights are a simplex themselves: its corners are 1, (1/2, 1/2), (1/3, 1/3, 1/3), ...
            span = np.zeros((len(labels), len(labels)))
            span[named] = np.triu(1.0 / np.arange(1, len(labels) + 1))
            says = f"all weights of the {what} alike likely that respect the order of importance"
            return cls(labels, says, span, SimplexSampler(len(labels)), is_simplex=True)
        says = f"all weights of the {what} alike likely that respect the partial order of importance"
        return cls(labels, says, np.eye(len(labels)), TierSampler(len(labels), tuple(tiers)))

    @classmethod
    def constrained(
        cls,
        criteria: Iterable[str],
        constraints: Sequence[Constraint],
        order: Sequence[str | Sequence[str]] = (),
        what: str = "criteria",
    ) -> WeightSpace:
        """All weights alike likely that satisfy linear constraints, and an order of importance if given.

        Drawn exactly, by rejection, where at least one in fifty of the weights that respect the order satisfies
        the constraints; else, and under equations, by hit-and-run.

        Parameters
        ----------
        criteria : iterable of str
            All criteria.
        constraints : sequence of (mapping, sign, number)
            `({"influx": 1, "jobs": -2}, ">=", 0)`; signs are `<=`, `>=` and `==`.
        order, what
            As for `ordered`.

        Raises
        ------
        ScoresInvalid
            When a constraint names an unknown criterion, or no weights satisfy them all.
        """
        labels = _labels(criteria)
        tiers = [[tier] if isinstance(tier, str) else list(tier) for tier in order]
        steps = [
            ({more: 1.0, less: -1.0}, ">=", 0.0)
            for above, below in pairwise(tiers)
            for more in above
            for less in below
        ]
        proposed = cls.ordered(labels, order, what) if order else cls.uniform(labels)
        many = "a linear constraint" if len(constraints) == 1 else f"{len(constraints)} linear constraints"
        joined = "and" if order else "that satisfy"
        says = f"{proposed.says if order else f'all weights of the {what} alike likely'} {joined} {many}"
        rows, ends, exact, _ = linear_rows(labels, constraints)
        if not len(exact):
            sampler = RejectionSampler(proposed.sampler, proposed.span, rows, ends)
            if sampler.is_quick():
                return cls(labels, says, proposed.span, sampler)
        return cls._inside(labels, says, *linear_rows(labels, [*steps, *constraints]))

    @classmethod
    def fixed(cls, weights: pd.Series) -> WeightSpace:
        """Weights exactly as given."""
        return cls(weights.index, "weights as given", _shares(weights)[:, None], SimplexSampler(1), True)

    @classmethod
    def _inside(cls, labels: pd.Index, says: str, *rows: Floats) -> WeightSpace:
        body = Polytope.of(len(labels), *rows)
        return cls(labels, says, body.span, body)

    def mapped(self, weights: pd.DataFrame, says: str = "") -> WeightSpace:
        """Return the same question about other weights, each a mean of the ones asked about.

        Parameters
        ----------
        weights : DataFrame (n_new_criteria, n_criteria)
            What each new criterion gets of each old one; its columns sum to 1.
        says : str
            Put behind the question in words.
        """
        check_labels(weights.columns, self.criteria, "columns of the map")
        matrix = table(weights, "map of weights")[:, weights.columns.get_indexer(self.criteria)]
        if (matrix < 0).any() or (np.abs(matrix.sum(axis=0) - 1) > TIE).any():
            raise ScoresInvalid("Each column of a map of weights needs numbers of at least 0 that sum to 1.")
        return WeightSpace(weights.index, self.says + says, matrix @ self.span, self.sampler, self.is_simplex)

    def beside(self, others: pd.Series, share: float) -> WeightSpace:
        """Return the same question with other criteria beside, which have this share and stay as they are.

        Parameters
        ----------
        others : Series (n_others,)
            Points of the other criteria, in their proportions.
        share : float
            Their share of the whole, 0 to 1.
        """
        if not 0 <= share <= 1:
            raise ScoresInvalid("The share of the other criteria is a number from 0 to 1.")
        labels = _labels([*self.criteria, *others.index])
        first = isinstance(self.sampler, Polytope)  # whose draws are (1, z); the others' sum to 1
        one = np.eye(1, self.span.shape[1]) if first else np.ones((1, self.span.shape[1]))
        span = np.vstack([(1 - share) * self.span, share * _shares(others)[:, None] * one])
        return WeightSpace(labels, self.says, span, self.sampler, self.is_simplex)

    def draw(self, stream: np.random.Generator, n_draws: int) -> pd.DataFrame:
        """Return draws of weights (n_draws, n_criteria)."""
        own = np.random.Generator(np.random.SFC64(int(stream.integers(0, 2**63))))  # whose words have 64 bits
        base = self.sampler.draw(own, n_draws).astype(np.float64)
        return pd.DataFrame((self.span @ base).T, columns=self.criteria)

    @property
    def counts(self) -> npt.NDArray[np.bool_]:
        """Which criteria can have a weight above 0."""
        return np.asarray((np.abs(self.span) > TIE * 1e-3).any(axis=1))

    def reordered(self, criteria: pd.Index) -> WeightSpace:
        """Return the same question with criteria in another order; the labels must be the same."""
        check_labels(self.criteria, criteria, "weights")
        if self.criteria.equals(criteria):
            return self
        rows = self.criteria.get_indexer(criteria)
        return WeightSpace(criteria, self.says, self.span[rows], self.sampler, self.is_simplex)


def _labels(criteria: Any) -> pd.Index:
    labels = pd.Index(list(criteria))
    check_labels(labels, labels, "criteria")
    if not len(labels):
        raise ScoresInvalid("There are no criteria to weigh.")
    return labels


def _shares(weights: Any) -> Floats:
    array = aligned(weights, getattr(weights, "index", None), "weights")
    at_least_zero(array, "weights")
    total = array.sum()
    if not total > 0:
        raise NothingCounts("Nothing counts: all weights are 0.")
    return np.asarray(array / total)
