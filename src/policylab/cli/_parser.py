"""Reading the call: a parser that says in one sentence what is wrong with it, and how to get help."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

from policylab import __version__
from policylab.cli._ids import did_you_mean, study_hint

COMMANDS = {
    "order": "the order of options under somebody's weights in some circumstances",
    "firm": "how firm an order is, on one page, or for one option",
    "compare": "two options side by side, the biggest difference first",
    "map": "which option stands first for every way to weigh three groups",
    "ladder": "who stands first as protection counts for more and more",
    "floor": "what is below a floor on protection or crosses a red line, and the price",
    "ledgers": "the two ledgers side by side, and what is beaten on both",
    "places": "how often each option takes each place when weights and scores move",
    "scenarios": "the order in every scenario, and what is at stake between them",
    "packages": "options carried out together, and what to do first",
    "methods": "the same scores and weights through other rules of the field",
    "weights": "from answers about what counts more to points",
    "show": "everything about one option, criterion, concern, piece of evidence or source",
    "cell": "one score, its range, its reason, and the passages it rests on",
    "matrix": "all scores, options by criteria",
    "new": "a study of your own to begin with, commented field by field",
    "export": "a table, workbook, figure or report of an order, as a file for a paper",
    "reproduce": "make an exported file again, and say whether the two agree",
    "diff": "what changed between two studies or two saved views, and whether the order did",
    "import": "somebody else's table or XMCDA file, shown, or made into a study",
    "check": "whether a study is sound, and if not, where and how to mend it",
    "evidence": "find each passage again in your own copies of the papers",
    "schema": "the shape of a study's files, as JSON Schema",
    "fmt": "write a study's files in their one usual form",
    "serve": "open the dashboard on this machine",
}

_ABOUT = (
    "Weigh what could be done against what is feared, and trace every number to the passage it rests on. "
    "Scores are judgements, and no order is the answer."
)


class Parser(argparse.ArgumentParser):
    """An `ArgumentParser` with one-sentence errors and help that keeps its line breaks."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_abbrev", False)
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**kwargs)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and leave with status 2."""
        sentence = message.removeprefix("the following arguments are required:").strip()
        if sentence != message:
            sentence = f"{' and '.join(sentence.split(', '))} must be given"
        sentence = sentence.removeprefix("argument ")
        stop = "" if sentence.endswith(("?", ".")) else "."
        self.exit(2, f"policylab: {sentence}{stop} See {self.prog} --help.\n")


def build_parser() -> Parser:
    """Return the parser of all commands; reading it loads neither pandas nor Panel."""
    parser = Parser(
        prog="policylab",
        description=textwrap.fill(_ABOUT, 96),
        epilog="Start with:\n  policylab order\n\nHelp on one command:\n  policylab order --help",
    )
    parser.add_argument("--version", action="version", version=f"policylab {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for name, says in COMMANDS.items():
        # No module can be called as a word of the language is.
        module = import_module(f"policylab.cli.{name}{'_' * iskeyword(name)}")
        command = commands.add_parser(
            name,
            help=says,
            description=textwrap.fill(module.ABOUT, 96),
            epilog="Example:\n" + textwrap.indent(module.EXAMPLE, "  "),
        )
        module.add_arguments(command)
        command.set_defaults(run=module.run, parser=command)
    return parser


def refuse_unknown_command(parser: Parser, words: Sequence[str]) -> None:
    """Refuse a first word that is no command, before argparse does so at length."""
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        parser.error(f"there is no command '{words[0]}'.{did_you_mean(words[0], COMMANDS)}")


def refuse_leftovers(parser: Parser, leftovers: Sequence[str]) -> None:
    """Refuse words that the command does not know."""
    if not leftovers:
        return
    word = leftovers[0]
    known = [flag for action in parser._actions for flag in action.option_strings]
    hint = ""
    if word.startswith("-"):
        hint = did_you_mean(word.partition("=")[0], known)
    elif "--study" in known:
        hint = study_hint(word)
    parser.error(f"'{word}' is not understood here.{hint}")


def one_of(*words: str) -> Callable[[str], str]:
    """Return an argument type that takes one of some words, and says so otherwise."""

    def read(given: str) -> str:
        if given not in words:
            listed = " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
            raise argparse.ArgumentTypeError(
                f"it must be {listed}, not '{given}'.{did_you_mean(given, words)}"
            )
        return given

    return read


def percent(given: str) -> float:
    """Read a share in percent, 0 to 100.

    >>> percent("25"), percent("25 %")
    (25.0, 25.0)
    """
    try:
        share = float(given.rstrip("% "))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 100:
        raise argparse.ArgumentTypeError(f"it must be a share in percent from 0 to 100, not '{given}'")
    return share


def port(given: str) -> int:
    """Read a port, 1 to 65535, or 0 for any that is free."""
    if not given.isascii() or not given.isdigit() or int(given) > 65535:
        raise argparse.ArgumentTypeError(f"it must be a whole number from 0 to 65535, not '{given}'")
    return int(given)


def add_study(command: argparse.ArgumentParser) -> None:
    """Add the argument that says which study is meant."""
    command.add_argument(
        "--study",
        metavar="STUDY",
        help="a shipped study's id or the path of a study's folder (default: the folder you are in, if it holds "
        "study.yaml; otherwise the first study that is shipped)",
    )


def add_format(command: argparse.ArgumentParser) -> None:
    """Add the argument that says how a table is written."""
    command.add_argument(
        "--format",
        metavar="FORMAT",
        type=one_of("table", "csv", "json"),
        default="table",
        help="table (to read), csv (for a spreadsheet) or json (default: table)",
    )


def add_papers(command: argparse.ArgumentParser) -> None:
    """Add the argument that says where the reader's copies of the papers are."""
    command.add_argument(
        "--papers",
        metavar="DIR",
        help="folder with your own copies of the papers as .txt files (default: what POLICYLAB_PAPERS says)",
    )
