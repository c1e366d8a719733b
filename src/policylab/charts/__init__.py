"""Figures for print: a result to a tidy frame, then to a Vega-Lite figure with its sentence and alternative text.

`<name>_frame(result)` is what is drawn, `<name>(result)` the figure, `save` writes one. altair and vl-convert are
loaded only by the latter two.
"""

from policylab.charts._save import bare, png, save, spec, svg
from policylab.charts.acceptability import acceptability, acceptability_frame
from policylab.charts.ladder import ladder, ladder_frame
from policylab.charts.order import order, order_frame
from policylab.charts.packages import packages, packages_frame
from policylab.charts.scenarios import scenarios, scenarios_frame
from policylab.charts.tipping import tipping, tipping_frame
from policylab.charts.two_ledgers import two_ledgers, two_ledgers_frame
from policylab.charts.weight_map import weight_map, weight_map_frame

__all__ = [
    "acceptability",
    "acceptability_frame",
    "bare",
    "ladder",
    "ladder_frame",
    "order",
    "order_frame",
    "packages",
    "packages_frame",
    "png",
    "save",
    "scenarios",
    "scenarios_frame",
    "spec",
    "svg",
    "tipping",
    "tipping_frame",
    "two_ledgers",
    "two_ledgers_frame",
    "weight_map",
    "weight_map_frame",
]
