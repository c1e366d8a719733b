"""Calls that make no sense: one sentence, status 2, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policylab import __version__
from policylab.cli._parser import COMMANDS

NO_STUDY = [
    ([], "COMMAND must be given"),
    (["ordr"], "there is no command 'ordr'. Did you mean 'order'?"),
    (["zzzz"], "there is no command 'zzzz'."),
    (["--nonsense", "order"], "'--nonsense' is not understood here"),
    (["order", "--formt", "csv"], "'--formt' is not understood here. Did you mean '--format'?"),
    (["order", "--form", "csv"], "'--form' is not understood here. Did you mean '--format'?"),
    (["order", "--format", "cvs"], "it must be table, csv or json, not 'cvs'. Did you mean 'csv'?"),
    (["order", "--with-protection", "130"], "from 0 to 100, not '130'"),
    (["order", "--with-protection", "nan"], "from 0 to 100, not 'nan'"),
    (["order", "--with-protection", "much"], "from 0 to 100, not 'much'"),
    (["order", "one", "two"], "'one' is not understood here"),
    (["cell"], "OPTION and CRITERION must be given"),
    (["cell", "quiet_halt"], "CRITERION must be given"),
    (["show", "optoin"], "Did you mean 'option'?"),
    (["schema", "option.yaml"], "Did you mean 'options.yaml'?"),
    (["evidence", "check"], "it must be verify or passage, not 'check'"),
    (["serve", "--port", "99999"], "from 0 to 65535, not '99999'"),
    (["serve", "--port", "５"], "from 0 to 65535, not '５'"),
    (["serve", "--papers", "no/such/folder"], "There is no folder 'no/such/folder'"),
    (["check", "no/such/folder"], "There is no study 'no/such/folder'"),
    (["fmt", "no/such/folder"], "There is no study 'no/such/folder'"),
    (["order", "--study", "no/such/folder"], "no/such/folder"),
    (["order", "--study", "north_korean_in_china"], "Did you mean 'north_koreans_in_china'?"),
]

IN_TINY = [
    (["order", "--weights", "eqal"], "There is no weight set 'eqal' in this study. Did you mean 'equal'?"),
    (["order", "--weights", "zzzz"], "There are: equal, safety_first."),
    (["order", "--weights", "mine.yaml"], "There is no file 'mine.yaml' with weights."),
    (["order", "--scenario", "strom"], "Did you mean 'storms'?"),
    (["cell", "brige", "cost"], "There is no option 'brige' in this study. Did you mean 'bridge'?"),
    (["cell", "bridge", "cots"], "There is no criterion 'cots' in this study. Did you mean 'cost'?"),
    (["show", "option", "Bridge"], "Did you mean 'bridge'?"),
    (
        ["show", "evidence", "let_rian"],
        "There is no evidence record 'let_rian' in this study. Did you mean 'let_rain'?",
    ),
    (["show", "weights", "equals"], "There is no weight set 'equals'"),
    (["matrix", "--group", "security"], "There is no group 'security' in this study."),
    (["matrix", "--ledger", "stat"], "Did you mean 'state'?"),
    (["evidence", "verify"], "Say where your copies of the papers are"),
]


def named(value: object) -> str:
    """Return the name of a case: its words."""
    return " ".join(value) if isinstance(value, list) else ""


@pytest.mark.parametrize(("words", "part"), NO_STUDY, ids=named)
def test_bad_call(call: Callable, words: list[str], part: str) -> None:
    """A call that cannot be meant is answered with one sentence and status 2."""
    said = call(*words)
    assert said.status == 2
    assert part in said.err
    assert said.err.startswith("policylab: ")
    assert said.err.count("\n") == 1
    assert said.out == ""


@pytest.mark.parametrize(("words", "part"), IN_TINY, ids=named)
def test_unknown_id(call: Callable, tiny: Path, words: list[str], part: str) -> None:
    """An id that does not exist is answered with the nearest one that does, and status 2."""
    said = call(*words, "--study", tiny)
    assert said.status == 2
    assert part in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


@pytest.mark.parametrize(
    ("words", "said_first"),
    [
        (["order"], "'{}' is not understood here."),
        (["export"], "There is no kind of file '{}'."),
        (["show", "option"], "There is no option '{}' in this study."),
    ],
)
def test_a_study_without_its_flag(call: Callable, tiny: Path, words: list[str], said_first: str) -> None:
    """The folder of a study as a word of its own is answered with the flag that it needs; other words are not."""
    said = call(*words, tiny)
    assert said.status == 2
    assert f"{said_first.format(tiny)} Did you mean --study {tiny}?" in said.err
    assert "Did you mean" not in call("order", tiny.parent).err
    assert call("order", "x" * 5000).status == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_broken_study(call: Callable, tmp_path: Path, command: str) -> None:
    """A folder that is no study is said to be none, in plain lines, by every command."""
    words = {"cell": ["cell", "a", "b"], "show": ["show", "option"], "evidence": ["evidence", "verify"]}
    words |= {"export": ["export", "order", tmp_path / "order.csv"]}
    words |= {"compare": ["compare", "a", "b"], "weights": ["weights", "elicit", "swing", "a=1", "b=2"]}
    (tmp_path / "study.yaml").write_text("id: [\n", encoding="utf-8")
    where = (
        [tmp_path]
        if command in ("check", "fmt")
        else [tmp_path] * 2
        if command == "diff"
        else ["--study", tmp_path]
    )
    if command in (
        "schema",
        "new",
        "import",
        "reproduce",
        "serve",
    ):  # the last serves a page that says what is wrong
        return
    papers = ["--papers", tmp_path] if command == "evidence" else []
    said = call(*words.get(command, [command]), *where, *papers)
    assert said.status == 1
    assert "study.yaml:" in said.out + said.err
    assert "Traceback" not in said.out + said.err


def test_version(call: Callable) -> None:
    """`--version` says the version and nothing else."""
    said = call("--version")
    assert (said.status, said.out) == (0, f"policylab {__version__}\n")
