"""The pages: the folder `dashboards`, in a clone or in the installed package, as one importable package."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

PACKAGE = "policylab_dashboards"
PAGES = {"/": "explore", "/report": "report", "/screen": "screen", "/present": "present"}
"""Pages with a session: address and module."""

HERE = Path(__file__).resolve()
SHIPPED = HERE.parents[1] / "_shipped" / "dashboards"
CLONE = HERE.parents[3] / "dashboards"


@dataclass(frozen=True)
class Dashboards:
    """The pages and where they lie.

    Attributes
    ----------
    folder : Path
        The folder of all of them.
    shell : module
        What all pages share; its `prepare` is called once for a study.
    pages : mapping of str to module
        Modules with a function `build`, by address.
    about : module
        The page about the study, which has no session; `render` makes it.
    """

    folder: Path
    shell: ModuleType
    pages: Mapping[str, ModuleType]
    about: ModuleType


def dashboards_folder() -> Path:
    """Return the folder of the pages: the installed one, else that of the clone."""
    for folder in (SHIPPED, CLONE):
        if (folder / "__init__.py").is_file():
            return folder
    raise RuntimeError("the pages are missing from this installation of policylab")


def load_dashboards() -> Dashboards:
    """Import the pages as `policylab_dashboards`; their modules are imported once per process."""
    folder = dashboards_folder()
    if PACKAGE not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
        )
        if spec is None or spec.loader is None:
            raise RuntimeError("the pages of policylab cannot be read")
        package = importlib.util.module_from_spec(spec)
        sys.modules[PACKAGE] = package
        spec.loader.exec_module(package)
    modules = {address: importlib.import_module(f"{PACKAGE}.{name}") for address, name in PAGES.items()}
    shell, about = (importlib.import_module(f"{PACKAGE}.{name}") for name in ("_shell", "about"))
    return Dashboards(folder, shell, modules, about)
