"""Whose weights: a weight set of the study, or a file of the reader's own."""

from __future__ import annotations
