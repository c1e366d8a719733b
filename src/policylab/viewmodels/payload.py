"""A study as plain data for the browser: the `model` of `kernel.js`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from policylab.analysis import shift_scores
from policylab.analysis.wording import word_of_score
from policylab.provenance import cite
from policylab.schema import Study
from policylab.terms import SCALE

BOUNDS = ("low", "central", "high")


def payload(study: Study, passages: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return everything a page shows of a study, as data that JSON can carry.

    Parameters
    ----------
    study : Study
        The study.
    passages : mapping, optional
        Passages by evidence id, from the reader's own copies; only those the study knows are passed on.

    Returns
    -------
    dict
        Keys study, groups, criteria, options, companions, scores, concerns, evidence, sources, scenarios,
        weight_sets, passages. Lists are in the order of the study. A scenario carries the cells it changes
        (`cells`), worked out here, so that the browser does not repeat the clipping.
    """
    return {
        "study": _study(study),
        "groups": _groups(study),
        "criteria": _listed(study.criteria),
        "options": _listed({key: study.options[key] for key in study.ranked_options}),
        "companions": _listed({key: study.options[key] for key in study.companions}),
        "scores": _scores(study),
        "concerns": _plain(study.concerns),
        "evidence": {
            key: {**_dump(item), "citation": cite(study.sources[item.source], item)}
            for key, item in study.evidence.items()
        },
        "sources": _plain(study.sources),
        "scenarios": [_scenario(study, key) for key in study.scenarios],
        "weight_sets": _listed(study.weight_sets),
        "passages": {key: text for key, text in (passages or {}).items() if key in study.evidence},
    }


def _dump(record: Any) -> dict[str, Any]:
    plain: dict[str, Any] = record.model_dump(mode="json")
    return plain


def _plain(records: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _dump(record) for key, record in records.items()}


def _listed(records: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"id": key, **_dump(record)} for key, record in records.items()]


def _groups(study: Study) -> list[dict[str, Any]]:
    """Return the groups, each with its `look`: colour and pattern go by place in the study, never by name or letter."""
    looks = dict.fromkeys(study.protection_groups, "P")
    looks |= {key: "SAE"[n] if n < 3 else f"G{n + 1}" for n, key in enumerate(study.state_groups)}
    return [{**group, "look": looks[group["id"]]} for group in _listed(study.groups)]


def _study(study: Study) -> dict[str, Any]:
    n_steps = int(SCALE / study.step + 1e-9)
    # The ends too: a score clipped by a scenario may be no multiple of the step.
    steps = sorted({-SCALE, SCALE, *(round(k * study.step, 4) for k in range(-n_steps, n_steps + 1))})
    return {
        "id": study.id,
        "title": study.title,
        "question": study.question,
        "decision_maker": study.decision_maker,
        "version": study.version,
        "label": study.label,
        "about": study.about,
        "content_note": study.card.content_note,
        "not_weighed": study.card.not_weighed or "protection",
        "scored_by": study.scored_by,
        "licence": study.licence,
        "limits": list(study.limits),
        "missing_voices": study.missing_voices,
        "baseline": study.baseline,
        "step": study.step,
        "scale": SCALE,
        "facets": _listed(study.facets),
        "defaults": {"weights": study.default.weights, "scenario": study.default.scenario},
        # A word for every step, so that the browser needs no rule of its own.
        "score_words": {f"{step + 0.0:g}": word_of_score(study, step) for step in steps},
    }


def _scores(study: Study) -> dict[str, dict[str, dict[str, Any] | None]]:
    found: dict[str, dict[str, dict[str, Any] | None]] = {
        option: dict.fromkeys(study.criteria) for option in study.ranked_options
    }
    for row in study.rows:
        if row.option in found:
            cell = row.model_dump(mode="json", exclude={"option", "criterion"})
            found[row.option][row.criterion] = cell
    return found


def _scenario(study: Study, key: str) -> dict[str, Any]:
    record = study.scenarios[key]
    plain = _dump(record)
    plain["shifts"] = [{"id": shift, **_dump(item)} for shift, item in record.shifts.items()]
    return {"id": key, **plain, "cells": _changed_cells(study, key)}


def _changed_cells(study: Study, scenario: str) -> dict[str, dict[str, dict[str, Any]]]:
    shifted = shift_scores(study, scenario)
    tables = {bound: getattr(shifted.scores, bound) for bound in BOUNDS}
    cells: dict[str, dict[str, dict[str, Any]]] = {}
    for (option, criterion), shifts in shifted.moved.items():
        numbers = {bound: _number(table, option, criterion) for bound, table in tables.items()}
        cells.setdefault(option, {})[criterion] = {**numbers, "shifts": list(shifts)}
    return cells


def _number(table: pd.DataFrame, option: str, criterion: str) -> float | None:
    number = float(table.at[option, criterion])
    return None if np.isnan(number) else number
