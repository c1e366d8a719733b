"""A new study is complete from the first minute, says what is open, and is what editors are told it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from policylab.catalog import check, fmt, load
from policylab.catalog.new_study import id_of, new_study, new_study_files, placeholders, schema_line
from policylab.errors import CallError
from policylab.provenance import verify
from policylab.schema import json_schemas
from policylab.terms import Ledger, Role


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """Return the folder of a new study."""
    return new_study("two_roads", tmp_path / "two_roads")


def plain(path: Path) -> Any:
    """Return what an editor sees in a YAML file."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def test_it_is_complete_and_in_its_usual_form(fresh: Path) -> None:
    """No problem, nothing to reformat, every kind of record, every ranked option scored on every criterion."""
    assert check(fresh) == []
    assert fmt(fresh, check=True) == []
    study = load(fresh)
    assert study.id == "two_roads"
    assert 3 <= len(study.ranked_options) <= 4
    assert study.options[study.baseline].role is Role.BASELINE
    assert len(study.state_groups) == 2
    assert len(study.protection_criteria) >= 2
    assert len(study.scenarios) == len(study.weight_sets) == 2
    assert not study.score_table().isna().to_numpy().any()
    assert {group.ledger for group in study.groups.values()} == set(Ledger)


def test_its_evidence_is_found_in_its_paper(fresh: Path) -> None:
    """So that an author sees how evidence and a copy of a paper belong together."""
    study = load(fresh)
    findings = verify(study.evidence, study.sources, fresh / "papers")
    assert [one.id for one in findings if not (one.times == 1 and one.lines_agree)] == []


def test_every_record_says_that_it_is_a_placeholder(fresh: Path) -> None:
    """Every option but the words for today, every criterion, source, evidence record and label."""
    study = load(fresh)
    texts = [
        study.title,
        study.question,
        study.label,
        study.about,
        *(one.says for one in study.evidence.values()),
    ]
    texts += [
        one.title for one in (*study.options.values(), *study.criteria.values(), *study.sources.values())
    ]
    texts += [one.question for one in study.criteria.values()]
    texts += [section.title for source in study.sources.values() for section in source.sections]
    texts += [text for facet in study.card.facets.values() for text in (facet.title, *facet.classes.values())]
    texts += [one.short for key, one in study.options.items() if key != study.baseline]
    assert [text for text in texts if "placeholder" not in text.casefold()] == []
    left = placeholders(fresh)
    assert ("study.yaml", 7) in left
    assert len(left) > 50
    lines = (fresh / "study.yaml").read_text(encoding="utf-8").splitlines()
    assert not any(lines[n - 1].lstrip().startswith("#") for file, n in left if file == "study.yaml")


def test_every_key_of_an_option_is_explained(fresh: Path) -> None:
    """Above each key that every option has stands a comment, its own or one for it and the next."""
    lines = (fresh / "options.yaml").read_text(encoding="utf-8").split("\nfirst_step:")[0].splitlines()
    for key in ("coverage", "publicity", "agency", "destination", "duration", "timing", "summary", "actor"):
        (n,) = [n for n, line in enumerate(lines) if line.startswith(f"  {key}:")]
        assert lines[n - 1].startswith("  # ")


def test_files_validate_against_the_schemas_beside_them(fresh: Path) -> None:
    """Each file names its schema in its first line, the schema is there, and the file conforms to it."""
    files = sorted(fresh.glob("*.yaml"))
    assert len(files) == 8
    for path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == schema_line(path.name)
        schema = fresh / first.partition("$schema=")[2]
        content = json.loads(schema.read_text(encoding="utf-8"))
        assert content == json_schemas()[path.name]
        jsonschema.Draft202012Validator.check_schema(content)
        jsonschema.validate(plain(path), content)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("options.yaml", "role: baseline", "role: baselin"),
        ("options.yaml", "short: As today", "shrot: As today"),
        ("weights.yaml", "cost: 50", "cost: 500"),
        ("study.yaml", "step: 0.5", 'step: "half"'),
        ("evidence.yaml", 'lines: "5"', "lines: five"),
        ("concerns.yaml", "voice: ascribed_to_state", "voice: state"),
    ],
)
def test_a_wrong_file_does_not_validate(fresh: Path, file: str, old: str, new: str) -> None:
    """What `check` refuses in one record, an editor with the schema marks as well."""
    path = fresh / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain(path), json_schemas()[file])
    assert [problem.path for problem in check(fresh)].count(file) >= 1


def test_nothing_is_written_over(fresh: Path) -> None:
    """A folder with anything in it, and a file, stay as they are."""
    before = {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()}
    with pytest.raises(CallError, match="holds something already"):
        new_study("two_roads", fresh)
    assert {path: path.read_bytes() for path in fresh.rglob("*") if path.is_file()} == before
    with pytest.raises(CallError, match="is a file"):
        new_study("two_roads", fresh / "study.yaml")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Two Roads", "Did you mean 'two_roads'"),
        ("../x", "no name for a study"),
        ("", "no name for a study"),
        ("north_koreans_in_china", "comes with policylab"),
    ],
)
def test_names_that_cannot_be(name: str, part: str, tmp_path: Path) -> None:
    """A name is an id, and none of a shipped study."""
    with pytest.raises(CallError, match=part.replace("(", r"\(")):
        new_study(name, tmp_path / "x")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("text", ["", "강", "3", "a", "__", "Ä ö", "x" * 90, "A--B", "no"])
def test_ids_are_ids(text: str) -> None:
    """Whatever the text, an id comes of it that loads."""
    files = new_study_files(id_of(text))
    assert f"id: {id_of(text)}" in files["study.yaml"]
    assert 2 <= len(id_of(text)) <= 40
