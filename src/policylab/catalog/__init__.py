"""Study folders to checked studies and back."""

from policylab.catalog.fmt import fmt
from policylab.catalog.study import check, load, shipped_studies

__all__ = ["check", "fmt", "load", "shipped_studies"]
