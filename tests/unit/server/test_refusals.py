"""What the server refuses before anything is made, and what every reply carries."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from tornado.httpclient import HTTPClientError

from policylab.errors import CallError
from policylab.server import make_server
from policylab.server.guards import is_full
from policylab.server.pages import PAGES
from policylab.server.routes import ROUTES, pattern_of, rules_of
from tests.browser.sample import sample_study
from tests.unit.server.running import Client, Running, close, connect, fetch, run, running, token_of

# A refused connection, and a socket that could not be bound, are left by Tornado to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*WebSocketClientConnection:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """Return a running server."""
    with running() as found:
        yield found


PAGE_PATHS = [address.strip("/") for address in PAGES]
SOCKET_PATHS = ["ws", *(f"{path}/ws" for path in PAGE_PATHS if path)]


@pytest.mark.parametrize("path", [*PAGE_PATHS, *SOCKET_PATHS])
@pytest.mark.parametrize("query", ["bokeh-session-id=chosen", "bokeh-token=chosen", "bokeh-session-id="])
def test_a_chosen_session_is_refused(server: Running, path: str, query: str) -> None:
    """A session id or token in the address is answered with 400, and no session is made."""
    before = server.sessions()
    assert fetch(f"{server.address}{path}?{query}").code == 400
    assert server.sessions() == before


@pytest.mark.parametrize("path", PAGE_PATHS)
@pytest.mark.parametrize("header", ["Bokeh-Session-Id", "bokeh-session-id", "Bokeh-Token"])
def test_a_chosen_session_in_a_header_is_refused(server: Running, header: str, path: str) -> None:
    """The same in a header."""
    before = server.sessions()
    assert fetch(server.address + path, headers={header: "chosen"}).code == 400
    assert server.sessions() == before


def test_the_issued_token_works_and_a_changed_one_does_not(server: Running) -> None:
    """The page's own token opens a connection; one with another payload, signature or no signature opens none."""

    async def first_message(token: str) -> str | bytes | None:
        connection = await connect(server, token)
        told = await asyncio.wait_for(connection.read_message(), 20)
        if told is not None:
            await close(connection)
        return told

    token = token_of(fetch(server.address))
    payload, _, signature = token.partition(".")
    assert "ACK" in str(run(first_message(token)))
    for changed in (payload, f"{payload}.{signature[:-2]}xx", f"{payload[:-4]}AAAA.{signature}", "nonsense"):
        with pytest.raises((HTTPClientError, AssertionError)):
            assert run(first_message(changed)) is not None


ORIGINS = {
    "http://{host}": True,
    "HTTP://{HOST}": True,
    "http://localhost:{port}": True,
    "null": False,
    "http://127.0.0.1:1": False,
    "http://127.0.0.1": False,
    "http://{host}.evil.example": False,
    "http://evil.example:{port}": False,
    "http://evil-{host}": False,
    "http://user@{host}": False,
    "file://{host}": False,
    "": False,
}


@pytest.mark.parametrize("path", PAGE_PATHS)
@pytest.mark.parametrize(("origin", "is_let_in"), ORIGINS.items())
def test_origins_are_exact(
    server: Running, monkeypatch: pytest.MonkeyPatch, origin: str, is_let_in: bool, path: str
) -> None:
    """Only our own origins open a connection, and the environment cannot widen the list."""
    monkeypatch.setenv("BOKEH_ALLOW_WS_ORIGIN", "*")
    port = str(server.server.port)
    value = origin.format(host=server.host, HOST=server.host.upper(), port=port)
    token = token_of(fetch(server.address + path))

    async def status() -> int:
        try:
            connection = await connect(server, token, f"{path}/ws".lstrip("/"), Origin=value)
        except HTTPClientError as error:
            return error.code
        await asyncio.wait_for(connection.read_message(), 20)
        await close(connection)
        return 101

    assert run(status()) == (101 if is_let_in else 403)


@pytest.mark.parametrize("origin", ["null", "http://evil.example", "http://127.0.0.1:1"])
def test_posts_are_refused(server: Running, origin: str) -> None:
    """Nothing is posted here: 403 for another site's page, 405 for our own."""
    assert fetch(server.address, "POST", {"Origin": origin}, b"x=1").code == 403
    assert fetch(server.address, "POST", {"Origin": f"http://{server.host}"}, b"x=1").code == 405


@pytest.mark.parametrize("path", PAGE_PATHS)
@pytest.mark.parametrize("name", ["evil.example", "evil.example:5006", "127.0.0.1:1"])
def test_another_name_for_this_machine_is_refused(server: Running, name: str, path: str) -> None:
    """A site that points its own name at this machine gets no page."""
    before = server.sessions()
    assert fetch(server.address + path, headers={"Host": name}).code == 403
    assert server.sessions() == before


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
PATHS = {
    "": 200,
    "report": 200,
    "screen": 200,
    "present": 200,
    "report/": 302,
    "about": 200,
    "about/": 404,
    "report?bokeh-session-id=x": 400,
    "components/start.js": 200,
    "components/page.css": 200,
    "static/js/bokeh.min.js": 200,
    "?bokeh-token=x": 400,
    "nothing/here": 404,
}


@pytest.mark.parametrize(("path", "status"), PATHS.items())
def test_every_reply_carries_the_headers(server: Running, path: str, status: int) -> None:
    """Content policy, nosniff, referrer and frame rules stand on pages, files and errors; no server names itself."""
    reply = fetch(server.address + path)
    assert reply.code == status
    assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS
    policy = reply.headers["Content-Security-Policy"]
    for rule in ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"):
        assert rule in policy
    assert "*" not in policy
    assert "http" not in policy
    assert "Server" not in reply.headers


@pytest.mark.parametrize(
    "path",
    [
        "metadata", "report/metadata", "screen/autoload.js", "report/static/js/bokeh.min.js", "reports", "autoload.js",
        "favicon.ico", "admin", "rest/session_info", "index", "liveness",
        "components/bridge.py", "components/__init__.py", "components/..%2fexplore.py", "components/../explore.py",
        "components/.js", "components/", "static/extensions/panel/../../config.py", "static/..%2f..%2fsettings.py",
    ],
)  # fmt: skip
def test_nothing_else_is_served(server: Running, path: str) -> None:
    """No metadata, embedding script, admin page, interface or source; the reply names no file and no line."""
    reply = fetch(server.address + path)
    assert reply.code in (403, 404)
    text = reply.body.decode()
    assert "Traceback" not in text
    assert ".py" not in text


def test_the_routes_are_those_on_the_list(server: Running) -> None:
    """The application has these routes and no other, in this order."""
    assert [pattern_of(rule) for rule in rules_of(server.server._tornado)] == list(ROUTES)
    assert (
        *("/?", "/ws", "/report/?", "/report/ws", "/screen/?", "/screen/ws", "/present/?", "/present/ws"),
        "/about",
        *(r"/components/([a-z_]+\.(?:js|css))", "/static/extensions/(.*)", "/static/(.*)"),
    ) == ROUTES
    assert len(server.server._tornado.default_router.rules) == 1  # the router of those routes


def test_large_bodies_are_refused(server: Running) -> None:
    """A body above 256 kB is not read."""
    assert fetch(server.address, "POST", {"Origin": f"http://{server.host}"}, b"x" * 300_000).code in (
        400,
        413,
        599,
    )
    assert fetch(server.address).code == 200


def test_large_messages_close_the_connection(server: Running) -> None:
    """A message above the limit closes its connection and nobody else's."""

    async def send() -> tuple[object, str]:
        one = await Client.open(server)
        async with await Client.open(server) as other:
            await one.connection.write_message("x" * 300_000)
            closed = await asyncio.wait_for(one.connection.read_message(), 20)
            header, _ = await other.ask("SERVER-INFO-REQ", {})
        return closed, header["msgtype"]

    assert run(send()) == (None, "SERVER-INFO-REPLY")


def test_replies_are_compressed(server: Running) -> None:
    """A browser that takes gzip gets it."""
    reply = fetch(server.address + "static/js/bokeh.min.js", headers={"Accept-Encoding": "gzip"})
    assert reply.headers.get("Content-Encoding") == "gzip"
    assert len(reply.body) < 600_000


def test_too_many_sessions() -> None:
    """Beyond the cap a reader is told to come back, before a document is built."""
    with running(max_sessions=2) as server:
        assert [fetch(server.address).code for _ in range(4)] == [200, 200, 503, 503]
        assert server.sessions() == 2
        assert fetch(server.address).headers["Retry-After"] == "60"


def test_the_cap_counts_all_pages_together() -> None:
    """Sessions of different pages count against one cap, also those that a connection would make anew."""
    with running(max_sessions=2) as server:
        token = token_of(fetch(server.address + "report"))
        assert fetch(server.address + "screen").code == 200
        assert [fetch(server.address + path).code for path in PAGE_PATHS] == [503] * 4

        async def last() -> tuple[object, object]:
            connection = await connect(
                server, token, "present/ws"
            )  # a page that this token has no session on
            told = await asyncio.wait_for(connection.read_message(), 20)
            return told, connection.close_code

        assert run(last()) == (None, 1013)
        assert server.sessions() == 2


@pytest.mark.parametrize("path", PAGE_PATHS)
def test_every_page_has_a_connection_of_its_own(server: Running, path: str) -> None:
    """The token of a page opens the connection of that page."""
    token = token_of(fetch(server.address + path))

    async def first() -> str:
        connection = await connect(server, token, f"{path}/ws".lstrip("/"))
        told = await asyncio.wait_for(connection.read_message(), 20)
        await close(connection)
        return str(told)

    assert "ACK" in run(first())


def test_an_address_with_a_stroke_too_many_is_led_back(server: Running) -> None:
    """`/report/` leads to `/report`, and no session is made for it."""
    before = server.sessions()
    reply = fetch(server.address + "report/")
    assert (reply.code, reply.headers["Location"]) == (302, "../report")
    assert server.sessions() == before


def test_listens_on_this_machine_only(server: Running) -> None:
    """By default no other machine can reach it."""
    sockets = [listener.getsockname()[0] for listener in server.server._http._sockets.values()]
    assert sockets == ["127.0.0.1"]


def test_port_in_use(server: Running) -> None:
    """A port in use is one sentence that says what to do."""
    with pytest.raises(CallError) as error:
        make_server(sample_study(), port=server.server.port)
    assert (
        str(error.value)
        == f"Port {server.server.port} is in use; stop what uses it, or choose another with --port."
    )


@pytest.mark.parametrize("port", [-1, 65536, 99999])
def test_no_port(port: int) -> None:
    """What is no port is refused."""
    with pytest.raises(CallError, match=f"{port} is no port"):
        make_server(sample_study(), port=port)


@pytest.mark.parametrize(
    "origin", ["*", "*:5006", "*.example.org:443", "example.org", "http://example.org:80", ""]
)
def test_origins_must_be_exact(origin: str) -> None:
    """A pattern, a name without a port or a whole address is no origin."""
    with pytest.raises(CallError, match="no exact origin"):
        make_server(sample_study(), port=0, origins=[origin])


@pytest.mark.parametrize("address", ["everywhere", "999.1.1.1", ""])
def test_no_address(address: str) -> None:
    """What is no address is refused in a sentence."""
    with pytest.raises(CallError, match=r"is no address to listen on|not possible to listen"):
        make_server(sample_study(), port=0, address=address)


@pytest.mark.parametrize("path", PAGE_PATHS)
def test_components_on_the_page_exist(server: Running, path: str) -> None:
    """Everything the page names is there, and nothing on it points to another host."""
    page = fetch(server.address + path).body.decode()
    names = re.findall(r'(?:href|src)="(?!data:)([^"#]+)', page)
    assert any(name.startswith("components/") and name.endswith(".js") for name in names)
    for name in names:
        assert not name.startswith(("http:", "https:", "//"))
        assert fetch(server.address + name.removeprefix("./").removeprefix("/")).code == 200
    assert not re.search(
        r"""(?:src|href|url\()=?["']?(?:https?:)?//""", page.split('id="policylab-study"')[0]
    )


class Session:
    """A session as Bokeh counts them."""

    def __init__(self, connections: int, idle: int) -> None:
        self.connection_count = connections
        self.milliseconds_since_last_unsubscribe = idle


@pytest.mark.parametrize(
    ("sessions", "pending", "expected"),
    [
        ([], 0, False),
        ([Session(1, 0)] * 9, 0, False),
        ([Session(1, 0)] * 9, 1, True),
        ([Session(1, 10**9)] * 10, 0, True),
        ([Session(0, 1000)] * 10, 0, True),
        ([Session(0, 10**6)] * 40, 0, False),
        ([Session(0, 10**6)] * 50, 0, True),
    ],
)
def test_what_counts_against_the_cap(sessions: list[Session], pending: int, expected: bool) -> None:
    """Connected, young and pending sessions count; those that were left count only by the hundred."""
    half = len(sessions) // 2
    contexts = {
        "/": SimpleNamespace(
            _sessions=dict(enumerate(sessions[:half])), _pending_sessions=dict.fromkeys(range(pending))
        ),
        "/report": SimpleNamespace(_sessions=dict(enumerate(sessions[half:])), _pending_sessions={}),
    }
    application = SimpleNamespace(settings={"policylab_max_sessions": 10}, _applications=contexts)
    assert is_full(SimpleNamespace(application=application)) is expected


def test_the_command_says_that_a_port_is_in_use(server: Running) -> None:
    """`policylab serve` on a port in use: one sentence on standard error, status 2."""
    done = subprocess.run(
        [sys.executable, "-m", "policylab", "serve", "--port", str(server.server.port)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"Port {server.server.port} is in use" in done.stderr
    assert "Traceback" not in done.stderr
