"""`policylab export` and `policylab reproduce`, as a reader calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policylab.exports import KINDS, read_receipt


def test_lists_what_there_is(call: Callable) -> None:
    """Without a kind, every kind is listed with its formats."""
    said = call("export")
    assert said.status == 0
    assert [kind for kind in KINDS if f"{kind}: " not in said.out] == []


def test_like_takes_all_choices(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A second file made like a first has its weights, scenario, share, floor, seed and draws."""
    first, second = tmp_path / "a.csv", tmp_path / "b.tsv"
    chosen = [
        "--weights",
        "safety_first",
        "--scenario",
        "storms",
        "--with-protection",
        "30",
        "--floor",
        "-5.5",
    ]
    assert (
        call("export", "order", first, "--study", tiny, *chosen, "--seed", "3", "--draws", "500").status == 0
    )
    assert call("export", "scores", second, "--like", first, "--study", tiny).status == 0
    one, other = (read_receipt(path.read_bytes()) for path in (first, second))
    kept = ("weights", "scenario", "with_protection", "floor", "seed", "draws", "content")
    assert [getattr(one, name) for name in kept] == [getattr(other, name) for name in kept]
    assert (one.floor, one.seed, one.draws, one.with_protection) == (-5.5, 3, 500, 0.3)


def test_own_weights_come_back(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """Weights from a reader's own file stand in the receipt, and the file is made again without it."""
    own, path = tmp_path / "ours.yaml", tmp_path / "a.md"
    own.write_text(
        call("show", "weights", "equal", "--study", tiny).out.replace("50", "80", 1), encoding="utf-8"
    )
    assert call("export", "order", path, "--study", tiny, "--weights", own).status == 0
    own.unlink()
    said = call("reproduce", path, "--study", tiny, "--out", tmp_path / "again.md")
    assert said.status == 0
    assert "the same, byte for byte" in said.out
    assert (tmp_path / "again.md").read_bytes() == path.read_bytes()


def test_says_that_a_file_was_changed(call: Callable, tiny: Path, tmp_path: Path) -> None:
    """A file that was changed since does not agree: status 1, and where it differs first."""
    path = tmp_path / "a.csv"
    call("export", "order", path, "--study", tiny)
    path.write_bytes(path.read_bytes().replace(b",0,", b",1,", 1))
    said = call("reproduce", path, "--study", tiny)
    assert said.status == 1
    assert "is the first that differs" in said.out
    assert "the file itself was changed" in said.out


def test_all_into_a_folder(
    call: Callable, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is written into a folder; what a study has no ground for is left out and said."""
    some = {name: KINDS[name] for name in ("order", "sources", "figure-packages")}
    monkeypatch.setattr("policylab.exports.KINDS", some)
    said = call("export", "all", tmp_path / "new" / "files", "--study", tiny)
    assert said.status == 0
    names = {path.suffix for path in (tmp_path / "new" / "files").iterdir()}
    assert names >= {".csv", ".docx", ".tex", ".bib", ".ris"}
    assert "Left out: figure-packages." in said.out or ".svg" in names


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["export", "ordr", "a.csv"], "Did you mean 'order'?"),
        (["export", "order"], "Say where to: policylab export order FILE."),
        (["export", "order", "no/such/a.csv"], "There is no folder 'no/such'"),
        (["export", "order", "a.xyz"], "is written as 'csv'"),
        (["export", "order", "a.csv", "--grey"], "takes 'landscape', not 'grey'"),
        (["export", "order", "a.csv", "--floor", "500"], "from -100 to 100"),
        (["export", "order", "a.csv", "--draws", "1"], "from 100 to 10000000"),
        (["export", "order", "a.csv", "--like", "no.csv"], "no.csv: no such file"),
        (["reproduce", "no.csv"], "There is no file 'no.csv'."),
    ],
)
def test_bad_calls(
    call: Callable, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], part: str
) -> None:
    """A call that cannot be meant is refused in one sentence, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    said = call(*words, "--study", tiny)
    assert said.status == 2
    assert part in said.err
    assert said.err.count("\n") == 1
    assert set(tmp_path.iterdir()) == before
