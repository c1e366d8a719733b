"""One criterion more than a study may hold."""

from pathlib import Path


def write(folder: Path) -> None:
    """Make the file."""
    more = "".join(f"c{n}: {{}}\n" for n in range(96))
    with (folder / "criteria.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
