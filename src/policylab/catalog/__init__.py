"""Study folders to checked studies and back."""

from policylab.catalog.study import check, load, shipped_studies

__all__ = ["check", "load", "shipped_studies"]
