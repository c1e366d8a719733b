"""Forged messages: the state stays valid, replies and logs tell nothing."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from panel.reactive import Syncable
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine
from tornado.web import Application, RequestHandler

from policylab.server.pages import load_dashboards
from policylab.server.quiet import ACCESS, Redacted, access_log, quiet_libraries
from policylab.viewmodels import Explore
from policylab.viewmodels.answers import answer
from tests.browser.sample import sample_study
from tests.unit.server.running import Client, Running, close, fetch, run, running

CANARY = "CANARY-7731"
# A refused or broken connection is left by Tornado's client to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*WebSocketClientConnection:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """Return a running server."""
    with running() as found:
        yield found


def forged() -> list[Any]:
    """Return states that a browser would not send."""
    good = Explore(sample_study()).state()
    return [
        {**good, "groups": {**good["groups"], "security": 9900}},
        {**good, "groups": {**good["groups"], "security": -1}},
        {**good, "groups": {**good["groups"], "security": 1.5}},
        {**good, "groups": {**good["groups"], CANARY: 1}},
        {**good, "scenario": CANARY},
        {**good, "option": CANARY},
        {**good, "weight_set": CANARY},
        {**good, "protection": True},
        {**good, "extra": CANARY},
        {},
        [CANARY],
        None,
    ]


@pytest.mark.parametrize("state", forged())
def test_forged_states_are_refused(state: Any) -> None:
    """A state with anything unknown, no number or out of range is answered in a sentence, or not at all."""
    load_dashboards()
    from policylab_dashboards._components.bridge import read_asks, reply  # type: ignore[import-not-found]

    asks = read_asks(json.dumps({"asks": [{"n": 1, "kind": "ranges", "args": {}, "state": state}]}))
    if not isinstance(state, dict):
        assert asks == []
        return
    told = reply(sample_study(), asks[0], lambda _: True)
    assert "found" not in told
    assert told["refused"].endswith(".")
    assert "Traceback" not in told["refused"]
    assert ".py" not in told["refused"]


@pytest.mark.parametrize(
    "text",
    ['{"asks": NaN', "NaN", "[" * 50_000, CANARY, "[]", '{"asks": {}}', '{"asks": [3, null]}', "3", ""],
)
def test_what_is_no_list_of_questions_is_passed_over(text: str) -> None:
    """Whatever a browser sends."""
    load_dashboards()
    from policylab_dashboards._components.bridge import read_asks

    assert read_asks(text) == []


@pytest.mark.parametrize(("kind", "args"), [(CANARY, {}), ("__class__", {}), ("ranges", {CANARY: 1})])
def test_unknown_questions_are_refused(kind: str, args: dict[str, Any]) -> None:
    """A question that is not on the list has no answer, and the sentence does not repeat it."""
    load_dashboards()
    from policylab_dashboards._components.bridge import reply

    ask = {"n": 1, "kind": kind, "args": args, "state": Explore(sample_study()).state()}
    told = reply(sample_study(), ask, lambda _: True)
    assert CANARY not in json.dumps(told)
    assert ("found" in told) == (kind == "ranges")


def question(n: int, **changes: Any) -> dict[str, Any]:
    """Return a question for ranges of places, with a state that differs from the first."""
    return {"n": n, "kind": "ranges", "args": {}, "state": {**Explore(sample_study()).state(), **changes}}


def test_a_good_question_is_answered(server: Running) -> None:
    """Over the raw connection: questions in, their answers out, each with its number."""

    async def ask() -> list[dict[str, Any]]:
        async with await Client.open(server) as client:
            model = await client.bridge()
            header, _ = await client.put(
                model, question(1, weight_set="yours", scenario="storm"), question(2)
            )
            assert header["msgtype"] == "OK"
            return [await client.answer(), await client.answer()]

    told = {message["n"]: message["found"]["ranges"] for message in run(ask())}
    explore = Explore(sample_study())
    assert told[2] == answer(explore, "ranges", {})["ranges"]
    explore.apply({**explore.state(), "weight_set": "yours", "scenario": "storm"})
    assert told[1] == answer(explore, "ranges", {})["ranges"]
    assert told[1] != told[2]


def test_a_page_that_asks_again_is_told_again() -> None:
    """An answer that got lost on the way is told anew, in other words than before; one that arrived is not."""
    load_dashboards()
    from policylab_dashboards._components.bridge import Desk

    told: list[str] = []
    desk = Desk(sample_study(), told.append)
    for open_questions in ([question(1)], [question(1)], [question(1)], []):
        asyncio.run(desk.take(json.dumps({"asks": open_questions})))
    assert len(set(told)) == len(told) == 3
    found = [[each["found"] for each in json.loads(text) if each["n"] == 1] for text in told]
    assert found == [[answer(Explore(sample_study()), "ranges", {})]] * 3


def test_a_question_given_up_is_not_answered(server: Running) -> None:
    """What is no longer among the open questions gets no answer; the next does."""

    async def ask() -> dict[str, Any]:
        async with await Client.open(server) as client:
            model = await client.bridge()
            await client.put(model, *(question(n) for n in range(1, 9)))
            await client.put(model, question(9, scenario="storm"))
            while (told := await client.answer())["n"] < 9:
                pass
            await asyncio.sleep(0.5)
            assert not [patch for patch in client.patches if "found" in json.dumps(patch)]
            return told

    assert run(ask())["n"] == 9


FRAMES: list[Any] = [
    {"events": [{"kind": "ModelChanged", "model": {"id": CANARY}, "attr": "asked", "new": CANARY}]},
    {"events": [{"kind": CANARY}]},
    {"events": CANARY},
    {"events": [{"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": {"event_name": CANARY}}]},
    {CANARY: 1},
]


@pytest.mark.parametrize("content", FRAMES)
def test_forged_messages_tell_nothing(
    server: Running, capfd: pytest.CaptureFixture[str], content: Any
) -> None:
    """A message that cannot be handled is answered without path, line or content; the log has none of it either."""

    async def ask() -> tuple[str, str]:
        async with await Client.open(server) as one, await Client.open(server) as other:
            _, reply = await one.ask("PATCH-DOC", content)
            header, _ = await other.ask("SERVER-INFO-REQ", {})
        return json.dumps(reply), header["msgtype"]

    reply, others = run(ask())
    assert others == "SERVER-INFO-REPLY"
    for word in ("/", ".py", "line", CANARY, "Traceback"):
        assert word not in reply
    said = "".join(capfd.readouterr())
    assert CANARY not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("frame", [CANARY, "{", "[]", json.dumps({"msgid": CANARY, "msgtype": CANARY})])
def test_garbage_closes_the_connection_quietly(
    server: Running, capfd: pytest.CaptureFixture[str], frame: str
) -> None:
    """Garbage closes the connection or is answered, without a word of it in reply, reason or log."""

    async def ask() -> str:
        client = await Client.open(server)
        for part in (frame, "{}", "{}"):
            await client.connection.write_message(part)
        told = await asyncio.wait_for(client.connection.read_message(), 20)
        if told is not None:
            await close(client.connection)
        return f"{told} {client.connection.close_reason}"

    told = run(ask())
    for word in ("/", ".py", CANARY):
        assert word not in told
    said = "".join(capfd.readouterr())
    assert CANARY not in said
    assert "Traceback" not in said


def test_addresses_leave_no_trace(server: Running, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing that a client sends reaches standard output or the log: path, query, agent, referrer, address."""
    headers = {"User-Agent": CANARY, "Referer": f"http://x/{CANARY}", "X-Forwarded-For": "203.0.113.77"}
    for path in (f"nope/{CANARY}", f"?x={CANARY}", f"?bokeh-token={CANARY}", f"components/{CANARY}.js"):
        fetch(server.address + path, headers=headers)
    said = "".join(capfd.readouterr())
    assert CANARY not in said
    assert "203.0.113.77" not in said
    assert "127.0.0.1" not in said


def test_access_log_has_route_status_and_time_only(caplog: pytest.LogCaptureFixture) -> None:
    """One line per request: method, pattern, status, time."""

    class Connection:
        context = None

        def set_close_callback(self, callback: Any) -> None:
            """Take part in Tornado's handshake."""

    line = RequestStartLine("GET", f"/{CANARY}?{CANARY}", "HTTP/1.1")
    headers = HTTPHeaders({"Host": "x"})
    request = HTTPServerRequest(start_line=line, headers=headers, connection=Connection())  # type: ignore[arg-type]
    handler = RequestHandler(Application(), request)
    with caplog.at_level(logging.INFO, logger=ACCESS):
        access_log(lambda _: "/?")(handler)
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("GET /? 200 ")
    assert CANARY not in caplog.messages[0]


def test_library_logs_are_redacted(capfd: pytest.CaptureFixture[str]) -> None:
    """What a library logs, ready-made, as arguments or as an exception, comes out as place and class alone."""
    quiet_libraries()
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("bokeh.server.views.ws").error(f"got {CANARY} %r", CANARY, exc_info=True)
    record = logging.LogRecord("tornado.x", logging.ERROR, __file__, 1, f"{CANARY} %s", (CANARY,), None, "f")
    assert Redacted().format(record) == "error tornado.x f:1"
    said = "".join(capfd.readouterr())
    assert CANARY not in said
    assert __file__ not in said


def test_panel_s_wait_is_gone(server: Running) -> None:
    """Panel still has the attribute that holds events back, and it is 0."""
    assert "_debounce" in Syncable.__dict__
    assert Syncable._debounce == 0
