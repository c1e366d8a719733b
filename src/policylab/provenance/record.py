"""The base class of all records, and the kinds of text they are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from policylab.terms import ID_PATTERN

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
# A sequence in a file arrives as a list: the tuple itself is lax, its items stay strict.
Texts = Annotated[tuple[Text, ...], Field(strict=False)]
Ids = Annotated[tuple[Id, ...], Field(strict=False)]
SomeIds = Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]


class Record(BaseModel):
    """A record of a study: frozen, refusing unknown keys, texts for numbers, and numbers that are none."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )
