"""Take all figures: `python -m benchmarks [engine] [slider] [sessions]`; written to `.benchmarks/latest.json` as well.

Those of the engine and of sessions also go to `docs/performance.md`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks import page
from benchmarks.noise import noise

OUT = Path(".benchmarks")
PARTS = ("engine", "slider", "sessions")


def main(parts: list[str]) -> None:
    """Measure and print."""
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise SystemExit(f"There is no benchmark '{unknown[0]}'; use {' or '.join(PARTS)}.")
    found: dict[str, object] = {"noise": noise()}
    if "engine" in (parts or PARTS):
        from benchmarks import engine

        found["engine"] = engine.measure()
    if "slider" in (parts or PARTS):
        from benchmarks import slider

        found["slider"] = slider.measure()
    if "sessions" in (parts or PARTS):
        from benchmarks import sessions

        found["sessions"] = sessions.measure()
    page.write(found)
    # Three digits that count, whatever the size of the number.
    text = json.dumps(found, indent=2, default=float)
    text = json.dumps(json.loads(text, parse_float=lambda digits: float(f"{float(digits):.3g}")), indent=2)
    OUT.mkdir(exist_ok=True)
    (OUT / "latest.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
