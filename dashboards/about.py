"""The page About: plain HTML, made once for a study; needs no session and no program in the browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tornado.escape import xhtml_escape
from tornado.template import Template

from policylab import __version__

TEMPLATE = Template((Path(__file__).parent / "_about.html").read_text(encoding="utf-8"), autoescape="marked")
HANGUL = re.compile(r"[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*")
PER_CENT = re.compile(rb"(?<=[0-9]) %")
MANY = {"scenario": "scenarios", "criterion": "criteria"}


def marked(text: str | bytes) -> str:
    r"""Return text as HTML: nothing in it is markup, and words in Korean script say that they are Korean.

    Examples
    --------
    >>> marked("<b> \ud55c\uad6d\uc5b4")
    '&lt;b&gt; <span lang="ko">\ud55c\uad6d\uc5b4</span>'
    """
    return HANGUL.sub(r'<span lang="ko">\g<0></span>', xhtml_escape(text))


def counted(number: int, one: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "option"), counted(3, "criterion")
    ('1 option', '3 criteria')
    """
    return f"{number} {one if number == 1 else MANY.get(one, f'{one}s')}"


def render(about: Mapping[str, Any]) -> bytes:
    """Return the page.

    Parameters
    ----------
    about : mapping
        `policylab.viewmodels.about` of the study.
    """
    page = TEMPLATE.generate(**about, software=__version__, counted=counted, marked=marked)
    return PER_CENT.sub("\u00a0%".encode(), page)
