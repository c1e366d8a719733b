"""The page round the components: language, title, landmarks, and a first picture before any program runs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import panel as pn
from panel.theme import Design
from policylab_dashboards._components.bridge import Bridge, Desk, heard_in

from policylab import __version__
from policylab.schema import Study
from policylab.viewmodels import Explore

HERE = Path(__file__).parent
COMPONENTS = HERE / "_components"
TOLD_AGAIN_AFTER = 2000
"""Milliseconds after which news are told a second time."""
SHELL = (HERE / "_shell.html").read_text(encoding="utf-8")
MENDING = (HERE / "_mending.html").read_text(encoding="utf-8")
# `import … from "./x.js"`, `export … from "./x.js"` and `import "./x.js"`; not `import("./x.js")`.
STATIC_IMPORT = re.compile(
    r"""^\s*(?:import|export)\b(?:[^;'"()]*?\bfrom)?\s*["']\./([a-z_]+\.js)["']""", re.MULTILINE
)


@dataclass(frozen=True)
class Page:
    """What sets one page apart from the others.

    Attributes
    ----------
    name : str
        Class of the page's body, for its style sheet.
    title : str
        What the page is, in the title of its window; empty for the first page.
    main : str
        Id of the main landmark.
    script : str
        Module that fills it.
    sheets : tuple of str
        Style sheets, in order.
    skip : tuple of str
        Text of the skip link and id it leads to; empty for no link.
    has_views : bool
        Whether the head has room for tabs and tools, which the script fills.
    has_controls : bool
        Whether anything may be pressed or followed; a projected page has nothing of the kind.
    """

    name: str
    title: str
    main: str
    script: str
    sheets: tuple[str, ...]
    skip: tuple[str, ...] = ()
    has_views: bool = False
    has_controls: bool = True


class Bare(Design):
    """No design of Panel's: the page has its own style sheets, and nothing of Panel is in view."""

    def apply(self, *args: Any, **kwargs: Any) -> None:
        """Leave every model as it is."""

    def _apply_hooks(self, *args: Any, **kwargs: Any) -> None:
        pass


def script_json(data: Mapping[str, Any]) -> str:
    r"""Return data as JSON that may stand in a script element: no text in it can end the element.

    Examples
    --------
    >>> script_json({"title": "</script>"})
    '{"title":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def prepare(model: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is the same on everybody's page, made once.

    Parameters
    ----------
    model : mapping
        `policylab.viewmodels.payload` of the study.
    """
    return {
        "study": {**model["study"], "options": model["options"]},
        "payload": script_json(model),
        "software": __version__,
    }


@cache
def modules_of(script: str) -> tuple[str, ...]:
    """Return a module and all that it imports at once, however far down, so that a browser may ask for all together.

    What is loaded later, by `import()`, is left for later.
    """
    found: dict[str, None] = {}
    waiting = [script]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += STATIC_IMPORT.findall((COMPONENTS / name).read_text(encoding="utf-8"))
    return tuple(sorted(found))


def build_page(page: Page, explore: Explore, prepared: Mapping[str, Any]) -> pn.Template:
    """Return a page for one reader, joined to a session of its own.

    Parameters
    ----------
    page : Page
        Which one.
    explore : Explore
        The reader's choices.
    prepared : mapping
        What `prepare` made of the study, the same for all readers; and `news`, of a study that is being worked on.
    """
    template = pn.Template(SHELL, design=Bare)
    shared = dict(prepared)
    template.add_panel("bridge", joined(explore, shared.pop("news", None)))
    for name, value in shared.items():
        template.add_variable(name, value)
    template.add_variable("page", page)
    template.add_variable("parts", modules_of(page.script))
    return template


def build_mending(news: Any) -> pn.Template:
    """Return the page that stands in while a study has problems and there is no earlier version of it to show.

    Parameters
    ----------
    news : policylab.server.watching.Watch
        Knows the problems, and tells when they are mended.
    """
    template = pn.Template(MENDING, design=Bare)
    bridge = Bridge()
    follow(bridge, None, news)
    template.add_panel("bridge", bridge)
    template.add_variable("problems", news.problems)
    template.add_variable("software", __version__)
    template.add_variable("parts", modules_of("mending_page.js"))
    return template


def joined(explore: Explore, news: Any = None) -> Bridge:
    """Return the bridge of one session: what a page asks comes in, what Python found and any news go out."""
    bridge = Bridge()
    desk = Desk(explore.study, lambda text: bridge.param.update(told=text))

    async def take(event: Any) -> None:
        await desk.take(event.new)

    bridge.param.watch(take, "asked")
    if news is not None:
        follow(bridge, explore.study, news)
    return bridge


def follow(bridge: Bridge, study: Study | None, news: Any) -> None:
    """Carry news of the study to a page, as long as its session lives; tell anew what it has not heard.

    What is set while a page loads, after Bokeh sent it the models and before it says that it is ready, Panel does not
    send; nor, now and then, what is set while it writes something else; nor does anything reach a page whose connection
    is lost. So all is told twice, and once more to a page that says it has not heard.
    """
    document = pn.state.curdoc

    def tell_now() -> None:
        bridge.news = news.news_for(study)

    def tell() -> None:
        document.add_next_tick_callback(tell_now)
        document.add_timeout_callback(tell_now, TOLD_AGAIN_AFTER)

    def tell_again(event: Any) -> None:
        if heard_in(event.new) != json.loads(bridge.news)["n"]:
            tell_now()

    tell_now()
    bridge.param.watch(tell_again, "asked")
    leave = news.join(tell)
    pn.state.on_session_destroyed(lambda _: leave())
