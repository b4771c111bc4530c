"""Our styles stand above Gradio's, whole, and fetch nothing from elsewhere."""

from __future__ import annotations

import re

from ui.theme import head, theme


def test_nothing_is_fetched_from_elsewhere():
    assert not re.search(r"https?://(?!www\.w3\.org)|@import|url\(", head())
    assert theme()._stylesheets == []


def test_animations_stand_outside_the_nesting_where_browsers_find_them():
    css = head()
    outside, nested = css.split(":root:root body {")
    assert outside.count("@keyframes") == 2
    assert "@keyframes" not in nested
    assert css.count("{") == css.count("}")
