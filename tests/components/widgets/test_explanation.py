"""A figure on a page explains itself once it is opened, and not before."""

from __future__ import annotations

import pytest


def texts(app) -> str:
    return "\n".join(one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("page", "key", "words"),
    [
        ("situation", "sources_of_0", "headline rule"),
        ("blockade", "sources_of_0", "last row that is open"),
        ("aid", "sources_of_0", "never added to them"),
        ("aid", "aid_food_sum", "never added to them"),
        ("displacement", "sources_of_0", "headline rule"),
        ("displacement", "average_0", "days from the first headline"),
        ("diplomacy", "sources_of_0", "begun by the as"),
        ("events", "counted", "pass every filter"),
        ("aid", "aid_by_carrier_sources", "counted by how they stood"),
        ("blockade", "roads_sources", "unbroken run"),
    ],
)
def test_a_figure_tells_its_rule_its_rows_and_its_sources(open_page, page, key, words):
    app = open_page(page, at="2023-09-18" if page == "blockade" else "2023-09-28")
    assert words not in texts(app)
    app.session_state[key] = True
    app.run()
    assert not app.exception
    assert words in texts(app)
    assert any(one.proto.label.startswith("Download this explanation") for one in app.get("download_button"))
