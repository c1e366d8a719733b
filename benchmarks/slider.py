"""From a key press or a drag on a slider to the painted frame, in a real Chromium.

Measured in the page: from the time stamp of the trusted event to the first task after the frame in which the
order shows the new weights.
"""

from __future__ import annotations

import statistics
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.noise import noise, quantile
from tests.browser.pages import LAPTOP, chromium_path, served, set_weights

WATCH = """() => {
  if (window.taken) { window.taken.length = 0; return; }
  window.taken = [];
  const total = () => document.querySelector('.sharebar').textContent;
  document.querySelector('.weights').addEventListener('input', (event) => {
    const at = event.timeStamp;
    requestAnimationFrame(() => {
      // A message posted from within the frame is handled right after it was painted.
      const after = new MessageChannel();
      after.port1.onmessage = () => window.taken.push([at, performance.now() - at, total()]);
      after.port2.postMessage(0);
    });
  }, { capture: true });
}"""


def press_keys(page: Page, n: int) -> list[float]:
    """Return the times of n key presses, half up, half down, in ms."""
    page.evaluate(WATCH)
    page.get_by_role("slider", name="Security", exact=True).focus()
    for k in range(n):
        page.keyboard.press("ArrowRight" if k % 40 < 20 else "ArrowLeft")
        page.wait_for_timeout(37)
    return [took for _, took, _ in page.evaluate("window.taken")]


def drag(page: Page, n: int = 5) -> tuple[list[float], list[float]]:
    """Return, over n drags from end to end, times to the frame in ms and frames a second with new weights."""
    times: list[float] = []
    rates: list[float] = []
    for _ in range(n):
        page.evaluate(WATCH)
        box = page.get_by_role("slider", name="Alliance", exact=True).bounding_box()
        assert box
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] / 2, y)
        page.mouse.down()
        for k in range(90):
            page.mouse.move(box["x"] + 10 + (box["width"] - 20) * k / 89, y)
            page.wait_for_timeout(14)
        page.mouse.up()
        taken = page.evaluate("window.taken")
        times += [took for _, took, _ in taken]
        frames = sorted({round(at + took, 0) for at, took, _ in taken})
        if len(frames) > 2:
            rates.append(1000 * (len(frames) - 1) / (frames[-1] - frames[0]))
    return times, rates


def ranges_after(page: Page, n: int = 20) -> list[float]:
    """Return the times from a settled change to the sampled ranges on screen, in ms."""
    times = []
    set_weights(page, groups={"economic": 40})
    for _ in range(n):
        # Each time to points that were not there before: the server keeps its latest answers.
        page.get_by_role("slider", name="Economic", exact=True).press("ArrowRight")
        start = page.evaluate("performance.now()")
        page.wait_for_function("document.getElementById('explore').policylab.store.ranges", polling="raf")
        times.append(page.evaluate("performance.now()") - start)
        page.wait_for_timeout(80)
    return times


# What follows a moving weight, and how it is brought into view; the first is the view that opens.
VIEWS: dict[str, dict[str, Any]] = {
    "Order": {"tab": "order"},
    "Trade-offs and ladder": {"tab": "tradeoffs"},
    "Trade-offs with ranges": {"tab": "tradeoffs", "whiskers": True},
    "Compare": {"tab": "compare"},
    "How firm?, tipping points": {"tab": "firm", "firm": "tipping"},
    "How firm?, weight map": {"tab": "firm", "firm": "map"},
    "Scenarios": {"tab": "scenarios"},
}


def in_view(page: Page, patch: dict[str, Any], n_keys: int, n_drags: int) -> dict[str, Any]:
    """Return key and drag figures with one view open."""
    set_weights(page, **{"whiskers": False, **patch})
    page.wait_for_timeout(2500)  # what Python works out for it is there
    press_keys(page, 20)  # warm
    keys = press_keys(page, n_keys)
    dragged, rates = drag(page, n_drags)
    return {
        "key_to_frame": summary(keys),
        "drag_to_frame": summary(dragged),
        "drag_frames_a_second": statistics.median(rates) if rates else 0.0,
    }


def summary(times: list[float]) -> dict[str, float]:
    """Return how many, median and 95th percentile."""
    return {"n": len(times), "median_ms": statistics.median(times), "p95_ms": quantile(times, 0.95)}


def measure(n_keys: int = 100, n_drags: int = 3) -> dict[str, Any]:
    """Return all figures of the page, with the machine's noise before and after."""
    before = noise()
    with served("shipped") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
        page.goto(address)
        page.wait_for_selector("table.order tr.option")
        usable = page.evaluate("performance.now()")
        page.wait_for_function("document.getElementById('explore').policylab?.store.ranges")
        page.wait_for_timeout(500)
        views = {name: in_view(page, patch, n_keys, n_drags) for name, patch in VIEWS.items()}
        set_weights(page, tab="order")
        page.wait_for_timeout(500)
        ranges = ranges_after(page)
        chromium.close()
    return {
        "noise_before": before,
        "noise_after": noise(),
        "first_usable_control_ms": usable,
        "views": views,
        "settled_to_ranges": summary(ranges),
    }
