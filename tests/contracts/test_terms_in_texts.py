"""The words of screens, files and documents: no option is ever called the one to take."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

BANNED = re.compile(
    r"\b(winners?|winning option|best options?|best choices?|optimal|optimum)\b", re.IGNORECASE
)
READ = {".py", ".js", ".css", ".html", ".md", ".yaml", ".csv", ".toml", ".cff"}


def banned_words(text: str) -> list[str]:
    """Return the banned words in a text."""
    return [match.group(0) for match in BANNED.finditer(text)]


def test_no_banned_words(repo: Path) -> None:
    """No screen, file or document promises a winner or an optimum; tests may name the words to refuse them."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=repo, capture_output=True, check=True
    )
    files = [repo / name for name in listed.stdout.decode().splitlines()]
    texts = [
        path
        for path in files
        if path.suffix in READ and path.is_file() and repo / "tests" not in path.parents
    ]
    assert len(texts) > 20
    found = {
        str(path.relative_to(repo)): banned_words(path.read_text(encoding="utf-8", errors="replace"))
        for path in texts
    }
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("text", ["The winner is", "the best option", "OPTIMAL weights"])
def test_banned_words_are_found(text: str) -> None:
    """The word list catches what it is for."""
    assert banned_words(text)
