"""The one Panel component: carries a page's questions to Python and the answers back."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import param
from panel.custom import JSComponent

from policylab.errors import CallError, NothingCounts, ScoresInvalid, Stopped
from policylab.schema import Study
from policylab.server.files import file_of
from policylab.viewmodels import Explore
from policylab.viewmodels.answers.kept import KeptAnswers

MOST_ASKED = 12
MOST_TOLD = MOST_ASKED
TOLD_EVERY = 0.15
NOTHING = "Nothing counts yet, so that there is nothing to work out."
FAULT = "This could not be worked out. The fault is in the program, not in what you chose."
# Wanted after every change, and quick: worked out between two messages. In threads beside the loop it was not: they
# fight for the interpreter, and of twenty readers at once half waited for more than half a second.
QUICK = ("ranges",)
MOST_QUICK = 1_000
"""Scores of a study up to which that is quick: some 15 ms for the shipped one."""
LONG = ThreadPoolExecutor(2, "long")
KEPT = KeptAnswers()


class Bridge(JSComponent):
    """Joins a page to its session.

    The page itself is mounted outside the session, so that it opens before the connection stands and goes on
    working when the connection is lost. It lives in a module, not in a page's script: a class made anew per
    session would stay in the memory of the server.
    """

    asked = param.String(default="", doc="Questions that are open, JSON; written by the browser.")
    told = param.String(default="", doc="The latest answers, and how far work is, JSON; written by Python.")
    news = param.String(
        default="", doc="What became of a study that is being worked on, JSON; written by Python."
    )

    _esm = Path(__file__).with_name("bridge.js")

    def _get_properties(self, doc: Any) -> dict[str, Any]:
        # Panel adds style sheets, by an address on another host wherever a session is pulled and not
        # rendered. This component shows nothing and needs none.
        return {**super()._get_properties(doc), "stylesheets": []}


class Desk:
    """Works on the questions of one session; a question that is no longer asked is given up."""

    def __init__(self, study: Study, tell: Callable[[str], None]) -> None:
        self.study, self.tell = study, tell
        self.is_small = len(study.options) * len(study.criteria) <= MOST_QUICK
        # Of two values set at once a page may see the last only: the latest answers are told again with each. Or
        # neither: what Panel 1.9 is to write while it writes something else may wait for good. A page that waits
        # asks again, and is told again.
        self.latest: deque[dict[str, Any]] = deque(maxlen=MOST_TOLD)
        self.taken = self.again = 0
        self.open: set[int] = set()

    async def take(self, text: str) -> None:
        """Take over what is asked now, and work on what is new."""
        asks = read_asks(text)
        self.open = {ask["n"] for ask in asks}
        self.latest = deque((each for each in self.latest if each["n"] in self.open), maxlen=MOST_TOLD)
        fresh = [ask for ask in asks if ask["n"] > self.taken]
        self.taken = max([self.taken, *self.open])
        if self.latest and not fresh:
            self.again += 1
            self.say({"n": 0, "again": self.again})
        await asyncio.gather(*(self.work(ask) for ask in fresh))

    async def work(self, ask: dict[str, Any]) -> None:
        """Answer one question, and tell how far it is."""
        if ask["kind"] in QUICK and self.is_small:
            await asyncio.sleep(0)  # what was asked since may have given this one up
            self.reply_now(ask)
        else:
            await self.reply_in_thread(ask)

    def reply_now(self, ask: dict[str, Any]) -> None:
        """Answer a quick question here and now."""
        try:
            self.finish(ask["n"], reply(self.study, ask, lambda _: ask["n"] in self.open))
        except Exception:
            self.finish(ask["n"], {"refused": FAULT})
            raise  # a fault of ours goes to the log

    async def reply_in_thread(self, ask: dict[str, Any]) -> None:
        """Answer a question that may take long, telling how far it is."""
        n, done = ask["n"], [0.0]

        def progress(share: float) -> bool:
            done[0] = share
            return n in self.open

        future = asyncio.get_running_loop().run_in_executor(LONG, reply, self.study, ask, progress)
        told = 0.0
        while not (await asyncio.wait({future}, timeout=TOLD_EVERY))[0]:
            if done[0] > told and n in self.open:
                told = done[0]
                self.say({"n": n, "done": round(told, 3)})
        self.finish(n, {"refused": FAULT} if future.exception() else future.result())
        future.result()  # a fault of ours goes to the log

    def finish(self, n: int, message: dict[str, Any] | None) -> None:
        """Tell an answer that is still asked for, and keep it to be told again."""
        if message is not None and n in self.open:
            self.say({"n": n, **message})
            self.latest.append({"n": n, **message})

    def say(self, message: dict[str, Any]) -> None:
        """Tell the page a message, with the latest answers that are still asked for."""
        latest = [each for each in self.latest if each["n"] in self.open]
        self.tell(json.dumps([*latest, message], allow_nan=False))


def read_asks(text: str) -> list[dict[str, Any]]:
    """Return the questions in a message, those of the right shape; a browser of ours sends no others."""
    try:
        asks = json.loads(text)["asks"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    shape = {"n": int, "kind": str, "args": dict, "state": dict}
    return [
        ask
        for ask in (asks if isinstance(asks, list) else [])[:MOST_ASKED]
        if isinstance(ask, dict) and all(isinstance(ask.get(key), kind) for key, kind in shape.items())
    ]


def heard_in(text: str) -> int | None:
    """Return the number of the news that a page had heard when it sent a message; None where it does not say."""
    try:
        heard = json.loads(text)["heard"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return heard if isinstance(heard, int) else None


def reply(study: Study, ask: dict[str, Any], progress: Callable[[float], bool]) -> dict[str, Any] | None:
    """Return the answer to one question, or why there is none; None when it was given up."""
    if not progress(0.0):
        return None
    try:
        explore = Explore(study, ask["state"])
        if ask["kind"] == "file":
            return {"found": file_of(explore, ask["args"])}
        return {"found": KEPT.answer(explore, ask["kind"], ask["args"], progress)}
    except NothingCounts:
        return {"refused": NOTHING}
    except (CallError, ScoresInvalid) as error:
        return {"refused": str(error)}
    except Stopped:
        return None
