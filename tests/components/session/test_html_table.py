"""What a short table sends."""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from components.session.html_table import html_table


def rows(text: str) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in html.fromstring(text).iter("tr")]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
)
def test_a_text_is_never_more_than_its_letters(name: str, cell: str) -> None:
    table = html.fromstring(html_table(pd.DataFrame({"Who": ["<b>x</b>"], name: [cell]})))
    assert {element.tag for element in table.iter()} == {"table", "thead", "tbody", "tr", "th", "td"}
    [shown] = table.iter("td")
    assert shown.text_content().replace("\u200e", "") == cell.replace("\u200e", "")
    assert shown.attrib["data-label"].replace("\u200e", "") == name.replace("\u200e", "")


def test_what_is_missing_is_empty_and_a_date_is_in_words() -> None:
    frame = pd.DataFrame(
        {"Road": ["a", "b"], "Since": [date(2023, 9, 24), pd.NaT], "Days": [None, 3]}, dtype=object
    )
    assert rows(html_table(frame)) == [["Road", "Since", "Days"], ["a", "24 Sept 2023", ""], ["b", "", "3"]]
