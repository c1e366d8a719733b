"""The published JSON Schemas are those of the records, and the tiny study conforms to them."""

import json
from pathlib import Path

import pytest

from policylab.schema import json_schemas
from policylab.testing import study_files


@pytest.mark.parametrize("name", sorted(json_schemas()))
def test_the_published_schema_is_that_of_the_records(name: str, repo: Path) -> None:
    """docs/schema holds what json_schemas() gives."""
    path = repo / "docs" / "schema" / f"{name}.json"
    assert json.loads(path.read_text(encoding="utf-8")) == json_schemas()[name], (
        f"run: policylab schema {name} > docs/schema/{name}.json"
    )


def test_no_schema_is_left_over(repo: Path) -> None:
    """docs/schema holds nothing else."""
    names = {path.name for path in (repo / "docs" / "schema").iterdir()}
    assert names == {f"{name}.json" for name in json_schemas()}


def test_each_file_of_a_study_has_a_schema() -> None:
    """The files of the tiny study, with the one it may have, and the schemas are the same set."""
    assert {*study_files(), "interactions.yaml"} == set(json_schemas())


def test_a_schema_refuses_unknown_keys_and_explains_the_known() -> None:
    """Editors can complete and check: every key has its meaning, unknown keys are refused."""
    shapes = [
        shape for schema in json_schemas().values() for shape in [schema, *schema.get("$defs", {}).values()]
    ]
    records = [shape for shape in shapes if "properties" in shape]
    assert len(records) > 10
    for record in records:
        assert record["additionalProperties"] is False
        assert [key for key, item in record["properties"].items() if not item.get("description")] == []
