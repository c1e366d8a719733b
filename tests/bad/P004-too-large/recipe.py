"""Six megabytes of comments, too large to be kept."""

from pathlib import Path


def write(folder: Path) -> None:
    """Make the file."""
    (folder / "criteria.yaml").write_text("# and so on\n" * 500_000, encoding="utf-8")
