"""Answers for one part of the page."""

from __future__ import annotations

from typing import Any

ANSWERS: dict[str, Any] = {}
