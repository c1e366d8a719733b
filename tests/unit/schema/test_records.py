from typing import Annotated, get_args

import pytest
from pydantic import ValidationError

from policylab.provenance import Id, Record, Refers
from policylab.schema import FILES, Scenario, Score, Shift, WeightSet

SCORE = {
    "option": "aa",
    "criterion": "bb",
    "low": -1,
    "central": 0,
    "high": 1,
    "basis": "judgement",
    "reason": "x",
}
WEIGHTS = {"title": "t", "owner": "o", "says": "s", "groups": {"aa": 50}, "criteria": {"bb": 5}}


def records() -> list[type[Record]]:
    """Return all kinds of record, however deep they stand in a file."""
    found: list[type[Record]] = []
    todo = list(FILES.values())
    while todo:
        shape = todo.pop()
        if isinstance(shape, type) and issubclass(shape, Record):
            if shape not in found:
                found.append(shape)
                todo.extend(field.annotation for field in shape.model_fields.values())
        else:
            todo.extend(get_args(shape))
    return found


def test_all_records_follow_the_same_rules() -> None:
    """Strict, frozen, without unknown keys, and each key explained."""
    assert len(records()) > 15
    for shape in records():
        config = shape.model_config
        assert (config["strict"], config["frozen"], config["extra"]) == (True, True, "forbid")
        assert [name for name, field in shape.model_fields.items() if not field.description] == []


def test_an_id_that_is_no_own_id_says_what_it_refers_to() -> None:
    """The loader finds out from the shape alone which ids to look up."""
    bare = [
        f"{shape.__name__}.{name}"
        for shape in records()
        for name, field in shape.model_fields.items()
        if is_bare_id(Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation)
    ]
    # What a facet's class refers to depends on the facet; the check of a study looks it up.
    assert bare == ["Option.facets", "StudyCard.id"]


def test_the_check_above_notices_an_id_without_a_target() -> None:
    """An id, or a list of ids, that refers to nothing is found."""
    assert is_bare_id(Id)
    assert is_bare_id(tuple[Id, ...])
    assert not is_bare_id(Annotated[Id, Refers("option")])


def is_bare_id(shape: object) -> bool:
    """Whether an id stands somewhere in a type without saying what it refers to; keys of maps are own ids."""
    notes = getattr(shape, "__metadata__", ())
    if any(isinstance(note, Refers) for note in notes):
        return False
    if any(getattr(note, "pattern", None) == r"^[a-z][a-z0-9_]{1,39}$" for note in notes):
        return True
    parts = get_args(shape)
    origin = getattr(shape, "__origin__", None)
    if origin is not None and "Mapping" in str(origin):
        parts = parts[1:]
    return any(is_bare_id(part) for part in parts)


@pytest.mark.parametrize("low", [-3.5, 3.5, float("nan"), float("-inf"), "0", True, None])
def test_a_score_is_a_number_on_the_scale(low: object) -> None:
    """Nothing outside -3 to 3, and nothing that is no number."""
    with pytest.raises(ValidationError):
        Score.model_validate({**SCORE, "low": low})


@pytest.mark.parametrize("points", [-1, 11, 5.0, "5", True])
def test_points_are_whole_numbers_in_their_bounds(points: object) -> None:
    """From 0 to 10 for a criterion."""
    with pytest.raises(ValidationError):
        WeightSet.model_validate({**WEIGHTS, "criteria": {"bb": points}})


def test_unknown_keys_and_blank_texts_are_refused() -> None:
    """In every record."""
    for wrong in ({"wieghts": {}}, {"title": " \n"}, {"title": 5}):
        with pytest.raises(ValidationError):
            WeightSet.model_validate({**WEIGHTS, **wrong})


def test_a_shift_takes_options_or_all() -> None:
    """But no other word, and no empty list."""
    shift = {"options": ["aa"], "criteria": ["bb"], "by": -1, "reason": "r"}
    assert Shift.model_validate(shift).options == ("aa",)
    assert Shift.model_validate({**shift, "options": "all"}).options == "all"
    for wrong in ("most", [], ["all!"], None):
        with pytest.raises(ValidationError):
            Shift.model_validate({**shift, "options": wrong})


def test_a_scenario_without_shifts_is_today() -> None:
    """Shifts may be left out."""
    assert dict(Scenario.model_validate({"title": "Today", "says": "As it is."}).shifts) == {}
