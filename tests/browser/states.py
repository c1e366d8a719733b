"""States such as a reader could reach, drawn at random from a seed."""

from __future__ import annotations

import random
from typing import Any

from policylab.schema import Study
from policylab.terms import SCALE
from policylab.viewmodels.state import (
    FIRM,
    MOST_CHOSEN,
    MOST_OWN,
    MOST_STEPS,
    TABS,
    checked_state,
    first_state,
)


def random_state(study: Study, draw: random.Random, most_own: int = MOST_OWN) -> dict[str, Any]:
    """Return a state that Python accepts; about one in ten uses every limit there is."""
    is_full = draw.random() < 0.1
    ranked = list(study.ranked_options)
    return checked_state(
        study,
        {
            **first_state(study),
            **weights(study, draw),
            "scenario": draw.choice(list(study.scenarios)),
            "protection": draw.choice([0, 0, 25, 100, draw.randint(0, 100)]),
            "floor": draw.choice([None, -100, 100, 0, draw.randint(-100, 100)]),
            "own": own_scores(study, draw, most_own if is_full else draw.choice([0, 0, 1, 5])),
            "use_own": draw.random() < 0.7,
            "package": some(draw, study.options, len(study.options) if is_full else 4),
            "filter": {
                facet: draw.choice(list(record.classes))
                for facet, record in study.facets.items()
                if is_full or draw.random() < 0.3
            },
            "tab": draw.choice(TABS),
            "option": draw.choice([None, *ranked]),
            "cell": draw.choice([None, [draw.choice(ranked), draw.choice(list(study.criteria))]]),
            "chosen": some(draw, ranked, MOST_CHOSEN),
            "open": some(draw, study.groups, len(study.groups)),
            "numbers": draw.random() < 0.5,
            "whiskers": draw.random() < 0.5,
            "firm": draw.choice(FIRM),
            "step": draw.choice([None, 0, MOST_STEPS, draw.randint(0, MOST_STEPS)]),
        },
    )


def some(draw: random.Random, ids: Any, most: int) -> list[str]:
    """Return up to so many ids in any order."""
    return draw.sample(list(ids), draw.randint(0, min(most, len(ids))))


def weights(study: Study, draw: random.Random) -> dict[str, Any]:
    """Return points: a weight set's, or the reader's own, changed from any set."""
    started_from = draw.choice(list(study.weight_sets))
    if draw.random() < 0.3:
        key = draw.choice([started_from, *study.weight_sets])
        record = study.weight_sets[key]
        points = {"groups": dict(record.groups), "criteria": dict(record.criteria)}
        return {"weight_set": key, "started_from": started_from, **points}
    numbers = draw.choice([range(101), (0, 100), (0,)])
    return {
        "weight_set": "yours",
        "started_from": started_from,
        "groups": {key: draw.choice(numbers) for key in study.state_groups},
        "criteria": {key: draw.randint(0, 10) for key in study.criteria},
    }


def own_scores(study: Study, draw: random.Random, n: int) -> dict[str, Any]:
    """Return so many own scores, spread over as many options and criteria as there are."""
    cells = [(o, c) for o in study.ranked_options if o != study.baseline for c in study.criteria]
    n_steps = round(2 * SCALE / float(study.step))
    found: dict[str, Any] = {}
    for option, criterion in draw.sample(cells, min(n, len(cells))):
        places = sorted(draw.randint(0, n_steps) for _ in range(3))
        found.setdefault(option, {})[criterion] = [
            round(place * float(study.step) - SCALE, 6) for place in places
        ]
    return found
