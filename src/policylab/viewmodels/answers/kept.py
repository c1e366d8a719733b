"""Answers kept for a while: a room of readers who open one link asks the same of the same choices."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from policylab.robustness.progress import Progress
from policylab.viewmodels.answers import answer
from policylab.viewmodels.explore import Explore


class KeptAnswers:
    """The answers used last; from several threads at once, too.

    Two answers are the same when the study, the question and all that counts are: what `Explore.arguments` gives.
    What is merely in view does not set them apart.

    Parameters
    ----------
    most : int
        How many are kept; of the shipped study the largest takes some 25 KB as JSON.
    """

    def __init__(self, most: int = 100) -> None:
        self.most = most
        self._kept: OrderedDict[tuple[int, str], tuple[Any, dict[str, Any]]] = OrderedDict()
        self._lock = Lock()

    def answer(
        self, explore: Explore, kind: str, args: Mapping[str, Any], progress: Progress = lambda _: None
    ) -> dict[str, Any]:
        """Return the answer, kept or worked out now; see `policylab.viewmodels.answers.answer`.

        What it returns is shared and must not be changed. A question that is refused or given up is not kept.
        """
        study, *counts = explore.arguments()
        key = (id(study), json.dumps([kind, args, counts], sort_keys=True))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        found = answer(explore, kind, args, progress)
        with self._lock:
            # With its study, so that no other study can take the same id meanwhile.
            self._kept[key] = (study, found)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return found
