"""A decision as XMCDA 4.0.0, the exchange format of the Decision Deck consortium."""
