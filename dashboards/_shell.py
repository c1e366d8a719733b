"""The page round the components: language, title, landmarks, and a first picture before any program runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import panel as pn
from panel.theme import Design

HERE = Path(__file__).parent
COMPONENTS = HERE / "_components"
SHELL = (HERE / "_shell.html").read_text(encoding="utf-8")
SHEETS = ("page.css", "weights.css", "order.css", "evidence.css")
# `bridge.js` is not among them: Panel sends it with the session.
PARTS = tuple(sorted(path.name for path in COMPONENTS.glob("*.js") if path.name != "bridge.js"))


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
        "sheets": SHEETS,
        "parts": PARTS,
    }


def page(prepared: Mapping[str, Any], bridge: pn.custom.JSComponent) -> pn.Template:
    """Return the page of one study, joined to one session by `bridge`."""
    template = pn.Template(SHELL, design=Bare)
    template.add_panel("bridge", bridge)
    for name, value in prepared.items():
        template.add_variable(name, value)
    return template
