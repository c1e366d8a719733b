"""Five thousand nested brackets, which would exhaust a reader that goes down into them."""

from pathlib import Path


def write(folder: Path) -> None:
    """Make the file."""
    (folder / "options.yaml").write_text("a: " + "[" * 5_000 + "]" * 5_000 + "\n", encoding="utf-8")
