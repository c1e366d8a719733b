"""The command `policylab`: one small file for each command."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from policylab.cli._output import clean
from policylab.cli._parser import build_parser, refuse_leftovers, refuse_unknown_command
from policylab.cli._weights import FileWrong
from policylab.errors import CallError, FileInvalid, StudyInvalid

FINE, DATA_WRONG, CALL_WRONG, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    Parameters
    ----------
    argv : sequence of str, optional
        Words after `policylab`; those of this process by default.

    Returns
    -------
    int
        0 fine, 1 the data is wrong, 2 the call is wrong, 130 stopped by Ctrl-C.

    Raises
    ------
    SystemExit
        With 2 for a call that cannot be read, with 0 after `--help` and `--version`.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no Korean letters gets their numbers, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    words = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser()
    refuse_unknown_command(parser, words)
    args, leftovers = parser.parse_known_args(words)
    refuse_leftovers(args.parser, leftovers)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except StudyInvalid as error:
        print(error, file=sys.stderr)
        return DATA_WRONG
    except (FileWrong, FileInvalid) as error:
        return _refuse(str(error), DATA_WRONG)
    except CallError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; closing must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:
        return _refuse(f"{error.filename or 'A file'}: {(error.strerror or 'cannot be used').lower()}.")
    except KeyboardInterrupt:
        return INTERRUPTED


def _refuse(sentence: str, status: int = CALL_WRONG) -> int:
    for line in sentence.splitlines():
        print(f"policylab: {clean(line)}", file=sys.stderr)
    return status
