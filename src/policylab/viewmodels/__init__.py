"""What a page knows and can do, without Panel."""

from policylab.viewmodels.explore import Explore
from policylab.viewmodels.payload import payload

__all__ = ["Explore", "payload"]
