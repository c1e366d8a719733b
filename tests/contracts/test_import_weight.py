"""Nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    *("pandas", "numpy", "scipy", "panel", "bokeh", "tornado", "pydantic", "ruamel", "rich", "param"),
    *("altair", "vl_convert"),
)


def loaded(code: str) -> set[str]:
    """Return which heavy libraries a fresh Python has loaded after running some code."""
    report = (
        f"{code}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_import_is_light() -> None:
    """`import policylab` loads no library at all."""
    assert loaded("import policylab") == set()


def test_help_is_light() -> None:
    """Reading a call loads no library at all."""
    assert loaded("from policylab.cli._parser import build_parser\nbuild_parser().format_help()") == set()


def test_a_study_needs_no_dashboard(tiny: Path) -> None:
    """Loading and weighing a study loads neither Panel, SciPy nor rich."""
    code = f"import policylab as pl\npl.evaluate(pl.load({str(tiny)!r})).order"
    assert loaded(code).isdisjoint(
        {"scipy", "panel", "bokeh", "tornado", "rich", "param", "altair", "vl_convert"}
    )


def test_a_piped_order_needs_no_dashboard(tiny: Path) -> None:
    """`policylab order` into a pipe loads neither Panel, SciPy nor rich."""
    code = f"from policylab.cli import main\nassert main(['order', '--study', {str(tiny)!r}]) == 0"
    assert loaded(code).isdisjoint(
        {"scipy", "panel", "bokeh", "tornado", "rich", "param", "altair", "vl_convert"}
    )


@pytest.mark.parametrize("name", ["load", "evaluate", "check", "Study", "Result", "StudyInvalid"])
def test_lazy_names_exist(name: str) -> None:
    """Each name that `policylab` offers is there when asked for."""
    import policylab

    assert name in dir(policylab)
    assert getattr(policylab, name) is not None


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that does not exist says so as usual."""
    import policylab

    with pytest.raises(AttributeError, match="'policylab' has no attribute 'lod'"):
        policylab.lod  # noqa: B018
