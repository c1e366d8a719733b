"""The base class of all records, and the kinds of text they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from policylab.terms import ID_PATTERN


class Unquoted(str):
    """Text that stands in a file without quotes, and so may be meant as a number."""

    __slots__ = ()


@dataclass(frozen=True)
class Refers:
    """Marks an id as the id of a record of some kind: `Annotated[Id, Refers("option")]`."""

    kind: str


def _number(value: Any) -> Any:
    """Read a decimal number that stands without quotes; leave everything else for the model to refuse."""
    if not isinstance(value, Unquoted) or len(value) > 20:
        return value
    if re.fullmatch(r"-?(0|[1-9][0-9]*)", value):
        return int(value)
    if re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]+", value):
        return float(value) + 0.0  # so that -0.0 is 0
    return value


Whole = Annotated[int, BeforeValidator(_number)]
Decimal = Annotated[float, BeforeValidator(_number)]

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(pattern=r"\S")]
NAME_PATTERN = r"^\S([^\r\n]*\S)?$"
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=40)]
"""A name that stands inside sentences: one line, without spaces around it."""
# A sequence in a file arrives as a list: the tuple itself is lax, its items stay strict.
Texts = Annotated[tuple[Text, ...], Field(strict=False)]

SourceId = Annotated[Id, Refers("source")]
EvidenceId = Annotated[Id, Refers("evidence")]
GroupId = Annotated[Id, Refers("group")]
ConcernId = Annotated[Id, Refers("concern")]
CriterionId = Annotated[Id, Refers("criterion")]
OptionId = Annotated[Id, Refers("option")]
ScenarioId = Annotated[Id, Refers("scenario")]
WeightSetId = Annotated[Id, Refers("weight set")]

EvidenceIds = Annotated[tuple[EvidenceId, ...], Field(strict=False)]
SomeEvidence = Annotated[tuple[EvidenceId, ...], Field(strict=False, min_length=1)]


class Record(BaseModel):
    """A record of a study: frozen, refusing unknown keys, texts for numbers, and numbers that are none."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )
