"""Answers about packages: the rules, one package, all packages, and the order of steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from policylab.analysis import package_steps, package_worth, packages
from policylab.analysis.package_parts import PackageParts, package_parts
from policylab.analysis.package_place import PackagePlace, package_place
from policylab.errors import CallError
from policylab.robustness.progress import Progress, tell
from policylab.viewmodels.explore import Explore

LEDGERS = ("state", "protection")
ENDS = ("low", "central", "high")
WORTH = ("alone_state", "alone_protection", "added_state", "added_protection")


def rules(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return what the study says of options together; no choice of the reader plays a part."""
    record = explore.study.interactions
    if record is None:
        raise CallError("This study does not say how options act together, so it has no packages.")
    return {
        "about": record.about,
        "apart": [_with_ground(rule, between=rule.between) for rule in record.apart.values()],
        "needs": [_with_ground(rule, option=rule.option, needs=rule.needs) for rule in record.needs.values()],
        "companions": {key: _with_ground(rule, joins=rule.joins) for key, rule in record.companions.items()},
        "combine": {
            key: _with_ground(rule, rule=str(rule.rule.value)) for key, rule in record.combine.items()
        },
    }


def _with_ground(record: Any, **facts: Any) -> dict[str, Any]:
    plain = {key: _plain(value) for key, value in facts.items()}
    return {**plain, "reason": record.reason, "evidence": list(record.evidence)}


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def one_package(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return what the options given do together, and where they stand among all packages."""
    options, size = _options(args), _size(args)
    result = explore.result()
    worth = package_worth(result, options)
    tell(progress, 0.2, "the package")
    parts = package_parts(result, options)
    tell(progress, 0.4, "the package")
    place = package_place(result, options, size)
    return {
        "members": list(worth.members),
        "sentence": worth.sentence,
        "values": {
            name: {end: float(worth.values.at[name, end]) for end in ENDS} for name in worth.values.index
        },
        "worth": [
            {
                "option": str(option),
                **{name: _number(row[name]) for name in WORTH},
                "comes_with": list(row["comes_with"]),
                "goes_with": list(row["goes_with"]),
            }
            for option, row in worth.options.iterrows()
        ],
        "notes": list(worth.notes.values()),
        **_parts(parts),
        "place": _place(place),
    }


def _parts(parts: PackageParts) -> dict[str, Any]:
    return {
        "groups": {str(key): {end: float(row[end]) for end in ENDS} for key, row in parts.groups.iterrows()},
        "criteria": [
            {
                "criterion": str(key),
                "rule": str(row["rule"]),
                **{end: float(row[end]) for end in (*ENDS, "points")},
                **{
                    kind: [
                        [option, float(parts.scores.at[option, key])]
                        for option in getattr(parts.brought[str(key)], kind)
                    ]
                    for kind in ("gains", "losses", "covered")
                },
            }
            for key, row in parts.criteria.iterrows()
        ],
    }


def _place(place: PackagePlace) -> dict[str, Any]:
    return {
        "sentence": place.sentence,
        "allowed": place.n_allowed,
        "size": place.max_size,
        "n_better": place.n_better,
        "better": [
            {
                **{name: list(row[name]) for name in ("members", "added", "left")},
                **{name: float(row[name]) for name in LEDGERS},
            }
            for _, row in place.better.iterrows()
        ],
    }


def all_packages(explore: Explore, args: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Return the packages that no other beats on both ledgers, and the order of steps."""
    size = _size(args)
    result = explore.result()
    found = packages(result, max_size=size)
    tell(progress, 0.6, "the packages")
    steps = package_steps(result, max_size=size)
    return {
        "sentence": found.sentence,
        "allowed": found.n_allowed,
        "front": _rows(found.pareto),
        "left_out": list(found.left_out),
        "steps": _rows(steps.steps),
        "steps_sentence": steps.sentence,
        "from_today": steps.from_today,
        "notes": {**found.notes, **steps.notes},
    }


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    columns = [f"{ledger}{end}" for ledger in LEDGERS for end in ("", "_low", "_high")]
    lists = [name for name in ("members", "added", "notes") if name in table]
    return [
        {**{name: list(row[name]) for name in lists}, **{name: float(row[name]) for name in columns}}
        for _, row in table.iterrows()
    ]


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _options(args: Mapping[str, Any]) -> Sequence[str]:
    options = args.get("options")
    if not isinstance(options, list) or not all(isinstance(key, str) for key in options):
        raise CallError("A package is a list of ids of options.")
    return options


def _size(args: Mapping[str, Any]) -> int | None:
    """Return the most options in a package; a browser may send 3 as 3.0."""
    size = args.get("size")
    if size is None:
        return None
    if isinstance(size, bool) or not isinstance(size, int | float) or size not in range(1, 100):
        raise CallError("The most options in a package is a whole number of at least 1.")
    return int(size)


ANSWERS = {"package_rules": rules, "package": one_package, "packages": all_packages}
