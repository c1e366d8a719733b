"""One option more than a study may hold."""

from pathlib import Path


def write(folder: Path) -> None:
    """Make the file."""
    more = "".join(f"o{n}: {{}}\n" for n in range(4_997))
    with (folder / "options.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
