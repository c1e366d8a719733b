"""Weigh policy options against stated concerns, and trace every number to its passage.

>>> import policylab as pl
>>> study = pl.load("north_koreans_in_china")
>>> result = pl.evaluate(study, weights="equal", scenario="today")
>>> list(result.order.index)[0] in study.options
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policylab.analysis import Result as Result
    from policylab.analysis import evaluate as evaluate
    from policylab.catalog import check as check
    from policylab.catalog import load as load
    from policylab.catalog import shipped_studies as shipped_studies
    from policylab.errors import PolicylabError as PolicylabError
    from policylab.errors import Problem as Problem
    from policylab.errors import StudyInvalid as StudyInvalid
    from policylab.schema import Study as Study

__version__ = "0.1.0"

# Looked up when first used (PEP 562), so that `import policylab` and `policylab --help` load neither
# pandas nor Panel.
_HOME = {
    "PolicylabError": "errors",
    "Problem": "errors",
    "Result": "analysis",
    "Study": "schema",
    "StudyInvalid": "errors",
    "check": "catalog",
    "evaluate": "analysis",
    "load": "catalog",
    "shipped_studies": "catalog",
}

__all__ = [
    "PolicylabError",
    "Problem",
    "Result",
    "Study",
    "StudyInvalid",
    "__version__",
    "check",
    "evaluate",
    "load",
    "shipped_studies",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'policylab' has no attribute {name!r}")
    value = getattr(import_module(f"policylab.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
