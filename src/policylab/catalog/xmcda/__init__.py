"""Decisions written in XMCDA, the exchange format of the Decision Deck consortium, to a `DecisionTable`."""

from policylab.catalog.xmcda.read import read_xmcda

__all__ = ["read_xmcda"]
