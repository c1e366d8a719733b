"""A study that is being worked on: its pages say what is wrong or new, and keep what their reader sees."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from policylab.testing import study_files, write_study
from tests.browser.cable import cable
from tests.browser.pages import LAPTOP, PHONE, Opener, Watch, served, set_weights, store

PATIENCE = 60_000
FILES = study_files()
BROKEN = (
    FILES["criteria.yaml"]
    .replace("group: purse", "group: <b>purze</b>")
    .replace("group: safety", "group: safet", 1)
)
DEARER = FILES["scores.csv"].replace("clinic,cost,-0.5,0,0.5", "clinic,cost,-2,-1.5,-0.5")
expect.set_options(timeout=PATIENCE)

Serve = Callable[[Path], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that serves a folder as a user does, and gives the address."""
    servers: list[subprocess.Popen[str]] = []

    def start(folder: Path) -> str:
        command = [sys.executable, "-m", "policylab", "serve", "--port", "0", "--study", str(folder)]
        servers.append(
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        )  # fmt: skip
        assert servers[-1].stdout is not None
        found = re.search(r"http://\S+/", servers[-1].stdout.readline())
        assert found, "the server printed no address"
        return found.group()

    yield start
    for server in servers:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)


def save(folder: Path, name: str, text: str) -> None:
    """Save a file as careful editors do: a draft that takes its place."""
    draft = folder / f"{name}.draft"
    draft.write_text(text, encoding="utf-8")
    draft.replace(folder / name)


def no_sideways_scroll(page: Page) -> bool:
    """Whether the page is no wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_problems_and_a_new_version(
    tiny: Path, serve: Serve, open_page: Opener, size: tuple[int, int]
) -> None:
    """Problems are listed and the view stays; then the new version is offered, and shown with the reader's weights."""
    page = open_page(serve(tiny), size, fresh=True)
    line = page.locator(".news [role=status]")
    expect(line).to_be_empty()
    set_weights(page, groups={"safety": 70}, floor=-20, open=["safety"])
    before = store(page, "JSON.stringify(s)")

    save(tiny, "criteria.yaml", BROKEN)
    expect(line).to_have_text("The study has 2 problems; you see the version of before.")
    page.get_by_role("button", name="What is wrong").click()
    items = page.locator(".news li")
    expect(items).to_have_count(2)
    expect(items.first).to_have_text(
        "criteria.yaml:3:10 P012 criterion 'collisions': group 'safet' is not known. Did you mean 'safety'?"
    )
    assert "<b>purze</b>" in items.last.inner_text()
    assert no_sideways_scroll(page)
    assert store(page, "JSON.stringify(s)") == before

    save(tiny, "criteria.yaml", FILES["criteria.yaml"])
    save(tiny, "scores.csv", DEARER)
    expect(line).to_have_text("The study has changed: 1 score.")
    page.get_by_role("button", name="What changed").click()
    expect(items).to_have_text(["Score of Clinic on Cost: 0 to \u22121.5; range now \u22122 to \u22120.5."])
    assert no_sideways_scroll(page)
    assert store(page, "m.scores.clinic.cost.central") == 0
    page.get_by_role("button", name="Show it").click()
    page.wait_for_function(
        "document.getElementById('explore')?.policylab?.store.model.scores.clinic.cost.central === -1.5"
    )
    assert store(page, "JSON.stringify(s)") == before
    expect(line).to_be_empty()


def test_what_cannot_be_kept_is_named(tiny: Path, serve: Serve, open_page: Opener) -> None:
    """A scenario that is gone is named; who follows a weight set sees its new points; own points stay."""
    page = open_page(serve(tiny), fresh=True)
    line = page.locator(".news [role=status]")
    set_weights(page, scenario="storms")
    today = FILES["scenarios.yaml"].partition("storms:")[0]
    save(tiny, "scenarios.yaml", today)
    save(tiny, "weights.yaml", FILES["weights.yaml"].replace("safety: 50", "safety: 80", 1))
    expect(line).to_have_text(re.compile(r"The study has changed: .*1 weight set"))
    page.get_by_role("button", name="Show it").click()
    expect(line).to_have_text(
        "\u201cEqual\u201d has other points now; they count. The study has changed. Of your view could not be kept: "
        "scenario. The rest is as it was."
    )
    assert store(page, "[s.weight_set, s.groups.safety, s.scenario]") == ["equal", 80, "today"]
    page.get_by_role("button", name="Close the news").click()
    expect(line).to_be_empty()
    assert page.evaluate("document.activeElement !== document.body")


def test_a_folder_that_goes_and_comes_back(tiny: Path, serve: Serve, open_page: Opener) -> None:
    """Without its folder the page works on and says so; it takes the line back when the folder is there again."""
    page = open_page(serve(tiny), fresh=True)
    line = page.locator(".news [role=status]")
    shutil.move(tiny, tiny.with_name("elsewhere"))
    expect(line).to_have_text("The folder of the study is no longer there. You see the version of before.")
    set_weights(page, groups={"safety": 90})
    assert page.locator("table.order tbody tr").count() >= 4
    shutil.move(tiny.with_name("elsewhere"), tiny)
    expect(line).to_have_text("The study has no problems any more, and says what this page shows.")


def test_news_that_fell_into_the_opening(tiny: Path, serve: Serve, open_page: Opener, borrow: Opener) -> None:
    """What happened after a page got its models, before the server knew it as ready, is told nonetheless."""
    address = serve(tiny)
    page = borrow(address, fresh=True)
    held: list[Callable[[], None]] = []
    told = 3  # a message has three parts, and the first message asks for the models

    def hold(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(part: str | bytes) -> None:
            nonlocal told
            told -= 1
            if told >= 0:
                server.send(part)
            else:
                held.append(lambda: server.send(part))

        socket.on_message(pass_on)

    page.route_web_socket(re.compile("/ws"), hold)
    page.goto(address)
    page.wait_for_function("window.Bokeh?.documents.length")
    save(tiny, "scores.csv", DEARER)
    other = open_page(address, fresh=True)
    other.wait_for_function(
        "document.getElementById('explore').policylab.store.model.scores.clinic.cost.central === -1.5"
        " || document.querySelector('.news').textContent.includes('1 score')"
    )
    assert held
    assert "1 score" not in page.locator(".news").inner_text()
    told = 1000
    for send in held:
        send()
    expect(page.locator(".news [role=status]")).to_have_text("The study has changed: 1 score.")


def test_news_that_fell_into_a_lost_connection(tiny: Path, open_page: Opener) -> None:
    """What happened while the connection was lost is told when it is back."""
    with cable() as wire, served(str(tiny), "--origin", f"127.0.0.1:{wire.port}") as address:
        wire.target = int(address.rpartition(":")[2].strip("/"))
        page = open_page(f"http://127.0.0.1:{wire.port}/", fresh=True, quiet=False)
        wire.pull()
        expect(page.locator(".connection")).to_contain_text("Connection lost")
        save(tiny, "scores.csv", DEARER)
        other = open_page(address, fresh=True)
        other.wait_for_function(
            "document.getElementById('explore').policylab.store.model.scores.clinic.cost.central === -1.5"
            " || document.querySelector('.news').textContent.includes('1 score')"
        )
        wire.plug()
        expect(page.locator(".news [role=status]")).to_have_text("The study has changed: 1 score.")
        # Before the cable and the server go, which these pages hang on.
        other.context.close()
        page.context.close()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_problems_from_the_start(tiny: Path, serve: Serve, browser: Browser, size: tuple[int, int]) -> None:
    """A study that does not load yet has a page that lists its problems, follows them, and gives way by itself."""
    save(tiny, "criteria.yaml", BROKEN)
    address = serve(tiny)
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    watch = Watch(page, address)
    page.goto(f"{address}about")  # which leads there, too
    expect(page.get_by_role("heading", level=1)).to_have_text("The study cannot be shown yet")
    expect(page.get_by_role("status")).to_have_text("The study has 2 problems.")
    assert no_sideways_scroll(page)
    save(tiny, "criteria.yaml", BROKEN.replace("<b>purze</b>", "purse"))
    expect(page.get_by_role("status")).to_have_text("The study has 1 problem.")
    expect(page.locator(".problems li")).to_have_count(1)
    write_study(tiny)
    expect(page.locator("table.order")).to_be_visible()
    context.close()
    assert (watch.errors, watch.foreign) == ([], [])
