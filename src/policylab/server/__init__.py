"""The dashboard's server: one start-up of Tornado and Panel, with its guards."""

from policylab.server.serving import make_server, start

__all__ = ["make_server", "start"]
