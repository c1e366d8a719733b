"""Stochastic multicriteria acceptability analysis: what place each option takes when weights and scores move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from policylab.errors import ScoresInvalid
from policylab.mcda.checks import Floats, check_labels
from policylab.robustness.blocks import Problem
from policylab.robustness.confidence import first_shares
from policylab.robustness.pairwise import win_shares
from policylab.robustness.progress import Progress, tell
from policylab.robustness.rank_counts import Tally
from policylab.robustness.sampling import WeightSpace
from policylab.robustness.score_ranges import ScoreRanges


@dataclass(frozen=True, eq=False)
class Smaa:
    """What came of the draws, and of the closed forms where there are some.

    Attributes
    ----------
    asked : str
        The question about weights, in words.
    draws : int
        Number of draws.
    acceptability, acceptability_errors : DataFrame (n_options, n_places)
        Share of the draws in which an option takes a place, places from 1; and its standard error.
    expected_rank, expected_rank_errors : Series (n_options,)
        Mean place; the error is 0 where it is exact.
    winning, winning_errors : DataFrame (n_options, n_options) or None
        Share in which the row stands before the column, ties counted half; None when left out.
    winning_is_exact : bool
        Whether `winning` and `expected_rank` are in closed form.
    central_weights, central_weights_errors : DataFrame (n_options, n_criteria)
        Mean of the weights with which an option is first; NaN when it never is (the error: fewer than twice).
    confidence : Series (n_options,) or None
        Share in which an option is first at its own central weights, scores moving; NaN when it never is
        first; None when left out.
    holistic : Series (n_options,)
        Holistic acceptability: acceptability of all places, weighed from 1 for the first downwards.
    rank_entropy : Series (n_options,), bits
        How spread out an option's places are: 0 is one place for certain.
    first_entropy : float, bits
        How open the first place is.
    tied : tuple of tuples
        Options that are equal in every draw; they share their places, firsts and wins evenly.
    """

    asked: str
    draws: int
    acceptability: pd.DataFrame
    acceptability_errors: pd.DataFrame
    expected_rank: pd.Series
    expected_rank_errors: pd.Series
    winning: pd.DataFrame | None
    winning_errors: pd.DataFrame | None
    winning_is_exact: bool
    central_weights: pd.DataFrame
    central_weights_errors: pd.DataFrame
    confidence: pd.Series | None
    holistic: pd.Series
    rank_entropy: pd.Series
    first_entropy: float
    tied: tuple[tuple[str, ...], ...]

    @property
    def first(self) -> pd.Series:
        """Share of the draws in which each option is first."""
        return self.acceptability[1].rename("first")


def smaa(
    scores: pd.DataFrame,
    low: pd.DataFrame | None = None,
    high: pd.DataFrame | None = None,
    *,
    weights: WeightSpace | pd.Series | None = None,
    draws: int = 10_000,
    seed: int = 0,
    pairwise: str = "auto",
    confidence: bool = True,
    workers: int = 1,
    progress: Progress | None = None,
) -> Smaa:
    """Return acceptabilities and the other indices of SMAA-2.

    Parameters
    ----------
    scores : DataFrame (n_options, n_criteria)
        Central scores or values, more is better; any numbers, neither normalised nor clipped. NaN, with
        `low` and `high` given, means no best guess: uniform between the two.
    low, high : DataFrame (n_options, n_criteria), optional
        Ranges of the scores, which are then triangular and independent. Without them scores are certain.
    weights : WeightSpace or Series, optional
        The question about weights; a Series is weights as given. Without it, all weights of the criteria are
        alike likely. `WeightSpace.groups(...)`, all weights of the groups, is another question.
    draws : int
        Number of draws, at least 1.
    seed : int
        Same seed, same numbers, for any number of workers.
    pairwise : str
        `auto`: in closed form where there is one, else counted; left out where that would take very long.
        `exact`: in closed form or an error. `counted`: from the draws. `skip`: left out.
    confidence : bool
        Whether to work out confidence factors.
    workers : int
        Processes that draw; worth it from some 10^7 draws on.
    progress : callable, optional
        Called with the share of the work done; when it returns False, the work stops with `Stopped`.

    Returns
    -------
    Smaa

    Raises
    ------
    ScoresInvalid
        When labels do not fit, a score is missing, a range is upside down, or an argument makes no sense.
    NothingCounts
        When weights given are all 0.
    Stopped
        When `progress` returned False.

    Notes
    -----
    Standard errors are those of independent draws, sqrt(p (1 - p) / draws) for a share p. A share of 0 has
    the error 0, but may be as much as 3 / draws (95 %).

    Options that are equal in every draw are found beforehand, with a tolerance, and share evenly. Equal
    totals in a single draw have no chance otherwise.

    References
    ----------
    [LahdelmaSalminen2001]; [TervonenLahdelma2007]; [SteinKeblis2009].

    Examples
    --------
    >>> scores = pd.DataFrame({"influx": [1.0, 0.0], "jobs": [0.0, 3.0]}, index=["camp", "corridor"])
    >>> smaa(scores).winning.loc["camp", "corridor"].item()
    0.25
    """
    ranges = _ranges(scores, low, high)
    space = _space(weights, ranges.criteria)
    if draws < 1 or workers < 1:
        raise ScoresInvalid("The numbers of draws and of workers must be at least 1.")
    if pairwise not in ("auto", "exact", "counted", "skip"):
        raise ScoresInvalid("pairwise is 'auto', 'exact', 'counted' or 'skip'.")
    problem = Problem.of(ranges, space, draws, seed, pairwise)
    tell = _Teller(progress, 0.5 if problem.closed_form else 0.0)
    wins = win_shares(problem.effective, tell.first_part) if problem.closed_form else None
    tally = problem.empty()
    for part in problem.tallies(workers):
        tally.add(part)
        tell.second_part(tally.draws / draws)
    return _result(problem, tally, wins, confidence)


def _ranges(scores: pd.DataFrame, low: pd.DataFrame | None, high: pd.DataFrame | None) -> ScoreRanges:
    if low is None and high is None:
        return ScoreRanges.certain(scores)
    if low is None or high is None:
        raise ScoresInvalid("Ranges of scores need both ends, low and high.")
    return ScoreRanges.of(low, scores, high).reordered(scores)


def _space(weights: WeightSpace | pd.Series | None, criteria: pd.Index) -> WeightSpace:
    if weights is None:
        return WeightSpace.uniform(criteria)
    if isinstance(weights, WeightSpace):
        return weights.reordered(criteria)
    if not isinstance(weights, pd.Series):
        raise ScoresInvalid("The weights are a labelled Series or a WeightSpace.")
    check_labels(weights.index, criteria, "weights")
    return WeightSpace.fixed(weights.reindex(criteria))


class _Teller:
    """Tells how far the work is, and stops it when told to."""

    def __init__(self, progress: Progress | None, share: float) -> None:
        self._progress, self._share = progress, share

    def first_part(self, done: float) -> None:
        self._tell(self._share * done)

    def second_part(self, done: float) -> None:
        self._tell(self._share + (1 - self._share) * done)

    def _tell(self, done: float) -> None:
        tell(self._progress, done, "the draws")


def _result(problem: Problem, tally: Tally, exact_wins: Floats | None, confidence: bool) -> Smaa:
    ranges, space, draws = problem.ranges, problem.space, tally.draws
    options, rank = ranges.options, np.arange(1, len(ranges.options) + 1)
    places = _even(tally.places / draws, problem)
    sums, squares = _even(tally.first_sum, problem), _even(tally.first_squares, problem)
    wins, wins_errors = (exact_wins, np.zeros((len(rank), len(rank))))
    if problem.count_wins:
        wins, wins_errors = _counted_wins(tally, problem)
    expected, expected_errors = _expected(places, draws, exact_wins)
    central, central_errors = _central(sums, squares, places[:, 0] * draws, problem.kept)
    by_place = {"index": options, "columns": pd.Index(rank, name="place")}
    by_option = {"index": options, "columns": options}
    by_criterion = {"index": options, "columns": ranges.criteria}
    return Smaa(
        asked=space.says,
        draws=draws,
        acceptability=pd.DataFrame(places, **by_place),
        acceptability_errors=pd.DataFrame(np.sqrt(places * (1 - places) / draws), **by_place),
        expected_rank=pd.Series(expected, index=options, name="expected_rank"),
        expected_rank_errors=pd.Series(expected_errors, index=options, name="standard_error"),
        winning=None if wins is None else pd.DataFrame(wins, **by_option),
        winning_errors=None if wins is None else pd.DataFrame(wins_errors, **by_option),
        winning_is_exact=exact_wins is not None,
        central_weights=pd.DataFrame(central, **by_criterion),
        central_weights_errors=pd.DataFrame(central_errors, **by_criterion),
        confidence=_confidence(ranges, central) if confidence else None,
        holistic=pd.Series(places @ _steps(len(rank)), index=options, name="holistic"),
        rank_entropy=pd.Series([_bits(row) for row in places], index=options, name="entropy"),
        first_entropy=_bits(places[:, 0]),
        tied=tuple(tuple(options[same]) for same in problem.tied),
    )


def _even(array: Floats, problem: Problem) -> Floats:
    """Share out evenly among options that are always equal."""
    for same in problem.tied:
        array[same] = array[same].mean(axis=0)
    return array


def _steps(n_options: int) -> Floats:
    """Return what each place counts in the holistic index: the centroid weights, scaled to 1 for the first."""
    parts = 1 / np.arange(1, n_options + 1)
    return np.asarray(np.cumsum(parts[::-1])[::-1] / parts.sum())


def _expected(places: Floats, draws: int, exact_wins: Floats | None) -> tuple[Floats, Floats]:
    if exact_wins is not None:
        return 0.5 + (1 - exact_wins).sum(axis=1), np.zeros(len(places))
    rank = np.arange(1, len(places) + 1)
    mean = places @ rank
    return mean, np.sqrt(np.maximum(places @ rank**2 - mean**2, 0.0) / draws)


def _counted_wins(tally: Tally, problem: Problem) -> tuple[Floats, Floats]:
    assert tally.wins is not None  # noqa: S101
    wins = np.asarray(tally.wins / tally.draws)
    upper = np.triu_indices(len(wins), 1)
    wins[upper] = 1 - wins.T[upper]
    errors = np.sqrt(wins * (1 - wins) / tally.draws)
    np.fill_diagonal(wins, 0.5)
    for same in problem.tied:
        wins[np.ix_(same, same)] = 0.5
    np.fill_diagonal(errors, 0.0)
    return wins, errors


def _central(sums: Floats, squares: Floats, firsts: Floats, kept: Floats) -> tuple[Floats, Floats]:
    """Return mean weights when first, and their standard errors."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums / firsts[:, None]
        spread = np.maximum(squares / firsts[:, None] - mean**2, 0.0) / (firsts[:, None] - 1)
    mean[firsts == 0] = np.nan
    spread[firsts <= 1] = np.nan
    return mean @ kept.T, np.sqrt(spread @ (kept**2).T)


def _confidence(ranges: ScoreRanges, central: Floats) -> pd.Series:
    found = np.full(len(central), np.nan)
    for i in np.flatnonzero(~np.isnan(central[:, 0])):
        found[i] = first_shares(ranges, central[i], only=int(i))[i]
    return pd.Series(found, index=ranges.options, name="confidence")


def _bits(shares: Floats) -> float:
    some = shares[shares > 0]
    return float(abs((some * np.log2(some)).sum()))
