"""The page on `policylab diff` shows what the command says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path


def test_commands_and_what_they_say(repo: Path, tmp_path: Path) -> None:
    """The commands of the page run one after the other, and the last says what the page shows."""
    text = (repo / "docs" / "diff.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\$ (.*)$", text, re.MULTILINE)
    shown = re.search(r"^```text\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert len(lines) == 3
    assert shown
    (tmp_path / "scenarios").symlink_to(repo / "scenarios")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    said = ""
    for line in lines:
        said = subprocess.run(
            shlex.split(line),
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    assert said == shown.group(1)
