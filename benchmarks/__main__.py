"""Take all figures: `python -m benchmarks`; written to `.benchmarks/latest.json` as well."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.slider import measure

OUT = Path(".benchmarks")


def main() -> None:
    """Measure and print."""
    found = {"slider": measure()}
    text = json.dumps(found, indent=2, default=lambda number: round(number, 2))
    text = json.dumps(json.loads(text, parse_float=lambda digits: round(float(digits), 1)), indent=2)
    OUT.mkdir(exist_ok=True)
    (OUT / "latest.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
