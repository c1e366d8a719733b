"""The sample study with texts that would do harm if any of them became markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policylab.schema import Study
from tests.browser.sample import sample_study

PAYLOADS = (
    "<img src=x onerror=window.__xss=1>",
    "</script><script>window.__xss=1</script>",
    "<svg onload=window.__xss=1>",
    '"><a href=javascript:window.__xss=1>x</a>',
    "{{7*7}}${window.__xss=1}",
    "\u202etxt.exe <iframe srcdoc='<script>parent.__xss=1</script>'>",
    "한국어 漢字 \U0001f600 & <b>bold</b>",
)
KEPT = {
    "id",
    "group",
    "ledger",
    "letter",
    "role",
    "voice",
    "criterion",
    "source",
    "kind",
    "lines",
    "baseline",
    "version",
}


def hostile_study() -> Study:
    """Return the study with a payload behind every text."""
    study = sample_study()
    return sample_study(
        card=spoiled(study.card),
        **{
            name: {key: spoiled(record) for key, record in getattr(study, name).items()}
            for name in ("sources", "concerns", "criteria", "options", "scenarios", "weight_sets", "evidence")
        },
        rows=tuple(spoiled(row, keep={"option"}) for row in study.rows),
    )


def spoiled(record: Any, keep: set[str] = frozenset()) -> Any:  # type: ignore[assignment]
    """Return a record with a payload appended to each of its free texts."""
    changes = {}
    for k, (name, value) in enumerate(record):
        payload = PAYLOADS[k % len(PAYLOADS)]
        if name in KEPT or name in keep or name == "date":
            continue
        if type(value) is str:
            changes[name] = f"{value} {payload}"
        elif name == "groups" and isinstance(value, Mapping) and hasattr(next(iter(value.values())), "title"):
            changes[name] = {key: spoiled(group) for key, group in value.items()}
        elif name in ("includes", "excludes", "not_stated", "cautions", "limits", "inferred", "naming"):
            changes[name] = tuple(f"{text} {payload}" for text in value)
    return record.model_copy(update=changes)
