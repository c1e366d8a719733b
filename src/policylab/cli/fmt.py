"""`policylab fmt`: a study's files in their one usual form."""

from __future__ import annotations

import argparse

ABOUT = (
    "Write a study's files in their one usual form: order of keys, indent, quotes, line breaks. The content "
    "stays the same. With --check nothing is written; the files that would change are listed."
)
EXAMPLE = "policylab fmt my_study --check"
