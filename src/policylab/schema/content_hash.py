"""What a study holds as one short text, so that a file can name the very study it was made from."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from policylab.schema.study import Study
from policylab.terms import DECISION_MAKER

RECORDS = ("sources", "evidence", "concerns", "criteria", "options", "scenarios", "weight_sets")


def content_hash(study: Study) -> str:
    """Return `sha256:` and 64 signs that change with anything a study says, and not with how its files are laid out.

    Parameters
    ----------
    study : Study
        The study. The order of its records counts, because tables follow it; expected orders do not count,
        because they are tests.
    """
    card = study.card.model_dump(mode="json")
    if card["decision_maker"] == DECISION_MAKER:
        del card["decision_maker"]  # files made before a study could name who decides keep their hash
    told: dict[str, Any] = {"card": card}
    for name in RECORDS:
        told[name] = [[id, record.model_dump(mode="json")] for id, record in getattr(study, name).items()]
    told["scores"] = [row.model_dump(mode="json") for row in study.rows]
    told["interactions"] = study.interactions and study.interactions.model_dump(mode="json")
    text = json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode('ascii')).hexdigest()}"
