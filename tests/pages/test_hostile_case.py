"""Whatever a case says, no page lets it be read as markdown, HTML or script."""

from __future__ import annotations

import json
import re

import pytest

from tests.figure_openers import every_opener
from tests.hostile_case import write_hostile_case

OPENED = {
    "situation": "event:e1", "blockade": "event:e1", "aid": "event:e1", "displacement": "event:e1",
    "diplomacy": "event:e3", "events": "event:e1", "sources": "source:s2", "data": "event:e1",
}  # fmt: skip
POPOVERS = ("case", "period", "compare", "show", "counted", "said_by", "copy_link")
# What must never stand in markdown without a backslash before it.
LIVE = re.compile(
    r"<[/a-z!]|!\[|\]\(javascript|\*\*loud|\$\{|\{\{|:material/|https?://outside", re.IGNORECASE
)


def bare(text: str) -> str:
    """What of a markdown text is markup: neither escaped nor the address of a link of ours."""
    return re.sub(r"\]\(<https://[^<>]*>\)|\\.", " ", text, flags=re.DOTALL)


def told(app) -> list[str]:
    """Every text of a page that Streamlit reads as markdown."""
    texts = [one.value for kind in ("markdown", "warning", "error") for one in app.get(kind)]
    texts += [one.label for kind in ("button", "expander") for one in app.get(kind)]
    texts += [one.proto.popover.label for one in app.get("popover")]
    return [str(one) for one in texts]


@pytest.mark.parametrize(("page", "opened"), OPENED.items())
def test_no_text_of_a_case_is_markup(open_page, another_case, tmp_path, page, opened):
    another_case(write_hostile_case(tmp_path / "small"))
    app = open_page(page, opened=(*POPOVERS, *every_opener(page)), open=opened, at="2023-09-24T22:00")
    texts = told(app)
    assert any("onerror" in one for one in texts)
    assert [one for one in texts if LIVE.search(bare(one))] == []
    for frame in app.get("component_instance"):
        sent = json.loads(frame.proto.json_args)["feature_group"]
        assert "onerror" in sent
        assert not re.search(r"</script|<img|<b>|\u2028", sent)
    if page == "data":
        assert "javascript:window.hit=1" in "".join(app.dataframe[0].value["Value"])
