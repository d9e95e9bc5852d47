"""Two dates on the pages: the list of what changed, and the second picture in the map's message."""

import gzip
import json
import re

import pytest

from geo.picture.registry import keys_with_map


def text(app):
    return "\n".join(str(one.value) for one in app.markdown).replace("\\", "")


def hidden(app):
    said = [str(one.value).replace("\\", "") for one in app.markdown]
    return [one for one in said if "changes hidden by filters" in one]


def message(app):
    [frame] = app.get("component_instance")
    script = json.loads(frame.proto.json_args)["feature_group"]
    found = re.search(r"passage\.show\((\{.*\})\);", script, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


def test_without_a_compare_date_there_is_no_list(open_page):
    app = open_page(at="2023-09-20")
    assert "What changed" not in text(app)
    assert "compare" not in message(app)


def test_the_situation_page_lists_what_changed_under_its_answer(open_page):
    told = text(open_page(at="2023-09-20", vs="2023-09-18", opened=("changes_rest",)))
    assert "##### What changed between 18 Sept 2023 and 20 Sept 2023" in told
    assert "- The Aghdam road went from humanitarian traffic, inbound only (incoming aid) to closed" in told
    assert "to closed (inferred), since 19 Sept 2023." in told
    assert told.index("What changed between") < told.index("begins a military operation")


@pytest.mark.parametrize(
    ("page", "has", "lacks"),
    [
        ("blockade", "The Aghdam road went from", "military operation"),
        ("aid", "Russian peacekeepers, by the new Lachin road", "The Aghdam road went from"),
        ("displacement", "16 places evacuated", "The Aghdam road went from"),
        ("diplomacy", "Blinken and Pashinyan on the telephone", "The Aghdam road went from"),
        ("events", "Azerbaijan begins a military operation", "Not yet"),
    ],
)
def test_each_page_lists_the_changes_of_its_topic(open_page, page, has, lacks):
    app = open_page(page, at="2023-09-20", vs="2023-09-18", opened=("changes_rest",))
    listed = [str(one.value).replace("\\", "") for one in app.markdown if str(one.value).startswith("- ")]
    assert has in "\n".join(listed)
    assert lacks not in "\n".join(listed)


def test_filters_narrow_the_list_and_a_line_counts_what_they_hide(open_page):
    app = open_page(at="2023-09-28", vs="2023-09-18", cat="aid", actor="ICRC", opened=("changes_text",))
    assert "wheat flour (66 tonnes), delivered" in text(app)
    assert "The Aghdam road went from" not in text(app)
    [line] = hidden(app)
    assert line.startswith("69 changes hidden by filters: 49 events, 2 roads, 4 counts of people")
    [copied] = [one.value for one in app.code if one.value.startswith("What changed")]
    assert "69 changes hidden by filters" in copied
    # On a page only what it would tell without the filters is counted.
    aid = open_page("aid", at="2023-09-28", vs="2023-09-18", cat="displacement")
    [line] = hidden(aid)
    assert line == "20 changes hidden by filters: 3 events, 17 loads of aid."
    assert "Nothing that passes the filters changed." in text(aid)


def test_without_filters_nothing_is_said_of_them(open_page):
    app = open_page(at="2023-09-28", vs="2023-09-18")
    assert hidden(app) == []


def test_the_same_stands_below_the_map_as_a_table(open_page):
    app = open_page(at="2023-06-16", vs="2023-06-14")
    [box] = [one for one in app.expander if one.label.startswith("Every change as a table")]
    assert box.label.endswith("(5)")
    assert not [one for one in open_page(at="2023-06-16").expander if one.label.startswith("Every change")]


def test_what_was_corrected_in_between_is_listed_once_it_is_opened(open_page):
    app = open_page(at="2023-10-04", vs="2023-09-20")
    assert "Published after 20 Sept 2023" not in text(app)
    app = open_page(at="2023-10-04", vs="2023-09-20", opened=("changes_corrections",))
    assert "Published after 20 Sept 2023 and by 4 Oct 2023 about days up to the first of the two" in text(app)
    [later] = [one.value for one in app.dataframe if "Told" in one.value.columns]
    assert "Russian peacekeepers die when their car is shot at" in set(later["Told"])


def test_the_list_can_be_copied_as_text(open_page):
    asked = {"at": "2023-09-28T20:00", "vs": "2023-09-23"}
    # Neither the text nor what is out of sight is sent before it is opened.
    assert not [one for one in open_page(**asked).code if one.value.startswith("What changed")]
    app = open_page(**asked, opened=("changes_text",))
    [copied] = [one.value for one in app.code if one.value.startswith("What changed")]
    assert "76,407 by 28 Sept 2023, 20:00" in copied
    assert "\nSources\n[1] " in copied


def test_the_list_reads_from_the_earlier_date_to_the_later_whichever_is_compared(open_page):
    assert "What changed between 18 Sept 2023 and 20 Sept 2023" in text(
        open_page(at="2023-09-18", vs="2023-09-20")
    )


@pytest.mark.parametrize("page", keys_with_map())
def test_two_pictures_cost_less_than_eight_kilobytes(open_page, page):
    app = open_page(page, at="2023-09-28", vs="2023-06-14")
    [frame] = app.get("component_instance")
    sent = json.loads(frame.proto.json_args)["feature_group"]
    assert "compare" in message(app)
    assert len(gzip.compress(sent.encode())) < 8_000


def test_the_map_gets_both_pictures(open_page):
    sent = message(open_page("displacement", at="2023-09-28T20:00", vs="2023-09-25T06:00"))
    other = sent["compare"]
    assert other["window"][2] < sent["window"][2]
    assert other["subtitle"].startswith("as at 25 Sept 2023, 06:00")
    assert other["circles"] != sent["circles"]
    # Roads and areas that are the same on both dates are sent once.
    assert "areas" not in other
    assert any(sign == "circle" for _, sign, *_ in sent["legend"])


def test_the_control_moves_the_view_and_can_be_turned_off(open_page):
    app = open_page(opened=("compare",), at="2023-09-20")
    app.button(key="compare_0").click().run()
    assert app.query_params["vs"] == "2023-09-19"
    assert "What changed between 19 Sept 2023 and 20 Sept 2023" in text(app)
    app.button(key="compare_off").click().run()
    assert "vs" not in app.query_params
    assert "What changed" not in text(app)


def test_a_link_that_says_when_it_was_looked_at_offers_what_changed_since(open_page):
    app = open_page(opened=("copy_link",), at="2023-09-20")
    app.checkbox(key="link_seen_2023-09-20").check().run()
    assert app.query_params["seen"] == "2023-09-20"
    later = open_page(at="2023-09-28", seen="2023-09-20")
    later.button(key="since_last_visit").click().run()
    assert later.query_params["vs"] == "2023-09-20"
    assert "What changed between 20 Sept 2023 and 28 Sept 2023" in text(later)
