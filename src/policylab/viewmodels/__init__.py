"""What a page knows and can do, without Panel."""

from policylab.viewmodels.about import about
from policylab.viewmodels.explore import Explore
from policylab.viewmodels.payload import payload

__all__ = ["Explore", "about", "payload"]
