"""Reading what was printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser._pdf import printed

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><title>t</title><style>
  @media print { .control { display: none } }
  .long { width: 6em } section + section { break-before: page }
</style>
<section><h1>First sheet</h1><p class="long">five offices that finish early, \u2212\u00a03 points</p></section>
<section><p>Second sheet \u00e9\u00fc\u2013</p><button class="control">Press</button></section>
<section style="break-before: page; visibility: hidden">unseen</section>"""


def test_text_by_sheet(browser: Browser) -> None:
    """Each sheet gives its text, over line ends too; what is not printed is not there."""
    page = browser.new_page()
    page.set_content(PAGE)
    found = printed(page)
    page.close()
    assert len(found.pages) == 3
    assert found.sheets_with("five offices that finish early, \u2212 3 points") == [1]
    assert found.sheets_with("sheet") == [1, 2]
    assert found.sheets_with("Second sheet \u00e9\u00fc\u2013") == [2]
    assert "Press" not in found.text
    assert "unseen" not in found.text
