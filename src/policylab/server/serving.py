"""One start-up of Tornado and Panel with everything the dashboard needs and nothing more."""

from __future__ import annotations

import errno
import gc
import ipaddress
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from bokeh.server.server import Server
from tornado.web import GZipContentEncoding, RequestHandler

from policylab.errors import CallError
from policylab.schema import Study
from policylab.server.guards import PageHandler, SocketHandler
from policylab.server.pages import Dashboards, load_dashboards
from policylab.server.passages import passages_of
from policylab.server.quiet import access_log, quiet_libraries
from policylab.server.replies import ComponentHandler, SafeHeaders, TextHandler
from policylab.server.routes import (
    ABOUT,
    COMPONENTS,
    PAGE_ROUTES,
    SOCKET_ROUTES,
    keep_routes,
    route_of,
)
from policylab.server.watching import Watch, keep_watching
from policylab.viewmodels import Explore, about, payload

BODY_LIMIT = 256 * 1024
MESSAGE_LIMIT = 128 * 1024
DAY = 24 * 60 * 60
# A session outlives a lost connection by this long, in ms; after that its page offers to reload.
LIFETIME = 10 * 60 * 1000
CHECK = 30 * 1000


@dataclass(frozen=True, eq=False)
class Made:
    """What is made of a study before anybody asks for it: what all pages share, and the page about it."""

    study: Study
    prepared: Mapping[str, Any]
    about: bytes


def start(
    study: Study | Path,
    port: int = 5006,
    address: str = "127.0.0.1",
    papers: Path | None = None,
    *,
    origins: Sequence[str] = (),
    max_sessions: int = 200,
    say: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the dashboard until it is stopped, and print its address.

    Parameters
    ----------
    study : Study or Path
        What is shown; or the folder of a study, which is then read again whenever its files change.
    port : int
        0 for any that is free.
    address : str
        Address to listen on. The default can be reached from this machine only.
    papers : Path, optional
        Folder with the reader's own copies of the papers, as `.txt` files.
    origins : sequence of str
        Further `host:port` under which the pages are opened.
    max_sessions : int
        Sessions at a time; further readers are told to come back (status 503).
    say : callable, optional
        Told what becomes of a folder that is served.

    Raises
    ------
    CallError
        When it cannot listen there, or an origin is not exact.
    """
    server = make_server(
        study, port=port, address=address, papers=papers, origins=origins, max_sessions=max_sessions, say=say
    )
    server.start()
    watch_from(server)
    print(f"policylab is at {url_of(server)}", flush=True)
    print("Stop it with Ctrl-C.", flush=True)
    # Whenever a session ends Panel has the memory searched for garbage. What is there from the start never is any;
    # searching it held all readers up for a tenth of a second.
    gc.collect()
    gc.freeze()
    try:
        server.io_loop.start()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    finally:
        server.stop(wait=False)


def watch_from(server: Server) -> None:
    """Look after the folder of a server that serves one, from its loop."""
    watch = server._tornado.settings["policylab_watch"]
    if watch is not None:
        keep_watching(watch)


def make_server(
    study: Study | Path,
    port: int = 5006,
    address: str = "127.0.0.1",
    papers: Path | None = None,
    *,
    origins: Sequence[str] = (),
    max_sessions: int = 200,
    say: Callable[[str], None] = lambda _: None,
) -> Server:
    """Return the server that `start` runs, bound but not started; for the arguments see there."""
    check_port(port)
    check_origins(origins)
    pages = load_dashboards()
    prepare_panel()
    quiet_libraries()

    def make(shown: Study) -> Made:
        return made_of(pages, shown, papers)

    watch = Watch(study, make, say=say) if isinstance(study, Path) else None
    fixed = None if isinstance(study, Path) else make(study)

    def made() -> Made | None:
        return fixed if watch is None else watch.made

    plain: list[tuple[Any, ...]] = [
        (ABOUT, TextHandler, {"body": lambda: None if (one := made()) is None else one.about}),
        (COMPONENTS, ComponentHandler, {"path": str(pages.folder / "_components")}),
    ]
    try:
        server = panel_server(apps_of(pages, made, watch), plain, port, address)
    except OSError as error:
        raise CallError(why_not(error, address, port)) from None
    settings = server._tornado.settings
    settings["policylab_origins"] = own_names(address, int(server.port or port)) | names_of(origins)
    settings["policylab_max_sessions"] = max_sessions
    settings["policylab_watch"] = watch
    return server


def made_of(pages: Dashboards, study: Study, papers: Path | None) -> Made:
    """Return what all readers of a study share."""
    prepared = pages.shell.prepare(payload(study, passages_of(study, papers)))
    return Made(study, prepared, pages.about.render(about(study)))


def apps_of(
    pages: Dashboards, made: Callable[[], Made | None], watch: Watch | None
) -> dict[str, Callable[[], Any]]:
    """Return what makes each page for one reader, by address; every page has a session of its own."""

    def app(module: ModuleType) -> Callable[[], Any]:
        def build() -> Any:
            shown = made()
            if shown is None:
                return pages.shell.build_mending(watch)
            return module.build(Explore(shown.study), {**shown.prepared, "news": watch})

        return build

    return {address: app(module) for address, module in pages.pages.items()}


def panel_server(apps: Any, plain: list[tuple[Any, ...]], port: int, address: str) -> Server:
    """Return Panel's server with our limits, headers, log and routes; `plain` ones need no session."""
    from panel.io.server import get_server

    server = get_server(
        apps,
        port=port,
        address=address,
        location=False,
        title="policylab",
        extra_patterns=plain,
        use_index=False,
        ico_path="none",
        # Session ids come from here only: signed with a key that nobody else has.
        secret_key=secrets.token_bytes(32),
        sign_sessions=True,
        session_token_expiration=DAY,
        include_headers=[],
        include_cookies=[],
        check_unused_sessions_milliseconds=CHECK,
        unused_session_lifetime_milliseconds=LIFETIME,
        websocket_max_message_size=MESSAGE_LIMIT,
        websocket_compression_level=6,
        http_server_kwargs={
            "max_body_size": BODY_LIMIT,
            "max_header_size": 32 * 1024,
            "idle_connection_timeout": 3600,
        },
        transforms=[GZipContentEncoding, SafeHeaders],
        log_function=access_log(route_of),
    )
    guarded: dict[str, type[RequestHandler]] = {}
    guarded |= dict.fromkeys(PAGE_ROUTES, PageHandler)
    guarded |= dict.fromkeys(SOCKET_ROUTES, SocketHandler)
    keep_routes(server._tornado, guarded)
    return server


def prepare_panel() -> None:
    """Set what Panel has no argument for."""
    import panel as pn
    from panel.reactive import Syncable

    # Panel holds every event from a browser back for 50 ms; the page already waits until a hand is still.
    # There is no public option, so a test fails if the attribute goes.
    Syncable._debounce = 0
    pn.config.reconnect = True
    pn.config.notifications = False


def check_port(port: int) -> None:
    """Raise `CallError` for what is no port."""
    if not 0 <= port <= 65535:
        raise CallError(f"{port} is no port; a port is a number from 0 to 65535.")


def check_origins(origins: Sequence[str]) -> None:
    """Raise `CallError` for an origin that is not one exact host with its port."""
    for origin in origins:
        host = origin.rpartition(":")[0]
        if not host or "*" in origin or "/" in origin:
            raise CallError(
                f"'{origin}' is no exact origin; name the host and port, such as 'lab.example.org:443'."
            )


def names_of(origins: Sequence[str]) -> frozenset[str]:
    """Return origins as browsers name them, without the port where it is the usual one.

    >>> sorted(names_of(["Lab.example.org:443", "lab.example.org:5006"]))
    ['lab.example.org', 'lab.example.org:443', 'lab.example.org:5006']
    """
    names = [origin.lower() for origin in origins]
    usual = [name.rpartition(":")[0] for name in names if name.endswith((":80", ":443"))]
    return frozenset({*names, *usual})


def own_names(address: str, port: int) -> frozenset[str]:
    """Return the names under which a server on `address` is opened: `host:port`, never a pattern."""
    names = {f"{bracketed(address)}:{port}"}
    if ipaddress_of(address).is_loopback or ipaddress_of(address).is_unspecified:
        names |= {f"localhost:{port}", f"127.0.0.1:{port}"}
    return frozenset(names)


def ipaddress_of(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return an address; the name `localhost` counts as one."""
    try:
        return ipaddress.ip_address("127.0.0.1" if address == "localhost" else address)
    except ValueError:
        raise CallError(f"'{address}' is no address to listen on, such as 127.0.0.1.") from None


def bracketed(address: str) -> str:
    """Return an address as it stands in a URL."""
    return f"[{address}]" if ":" in address else address


def url_of(server: Server) -> str:
    """Return where the dashboard is."""
    return f"http://{bracketed(str(server.address))}:{server.port}/"


def why_not(error: OSError, address: str, port: int) -> str:
    """Return one sentence for a failure to listen, without the library's words."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use; stop what uses it, or choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} needs rights that you do not have; choose one from 1024 to 65535 with --port."
    return f"It is not possible to listen on {address}, port {port}."
