"""The examples in docstrings of the lower layers are true."""

import doctest
import importlib
import pkgutil

import pytest

import policylab.catalog
import policylab.provenance
import policylab.schema

PACKAGES = (policylab.provenance, policylab.schema, policylab.catalog)
MODULES = ["policylab.errors", "policylab.terms", "policylab.testing"] + [
    info.name
    for package in PACKAGES
    for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    """What an example shows is what comes out."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    """At least a dozen, so that the test above has something to do."""
    tried = [doctest.testmod(importlib.import_module(name)).attempted for name in MODULES]
    assert sum(tried) >= 12
