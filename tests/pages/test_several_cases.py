"""Several cases on one server: each session its own, each link its case, none touched by a broken one."""

import gzip
import json
import re

import pytest

from components.map.blob_store import STORE
from components.plain import answers
from components.session import session_case
from geo.case.case_list import cases_in
from geo.case.set_aside import CaseError
from geo.view.view import opening, write
from tests.geo.small_case import TABLES, write_case


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for key in ("north", "south"):
        settings = TABLES["case.toml"].replace('"small"', f'"{key}"').replace("A small case", f"The {key}")
        write_case(tmp_path / "all" / key, case=settings)
    broken = tmp_path / "all" / "broken"
    broken.mkdir()
    (broken / "case.toml").write_text("id = ", encoding="utf-8")
    (tmp_path / "all" / "no case").mkdir()
    monkeypatch.setenv("PASSAGE_CASES", str(tmp_path / "all"))
    monkeypatch.setenv("PASSAGE_CASE", str(tmp_path / "all" / "north"))
    yield tmp_path / "all"
    session_case._loaded.cache_clear()


def test_the_cases_of_a_folder_are_listed_by_id_and_a_broken_one_by_its_folder(folder, tmp_path):
    write_case(folder / "twin", case=TABLES["case.toml"].replace('"small"', '"south"'))
    listed = cases_in(folder)
    assert {key: one.folder.name for key, one in listed.items()} == {
        "broken": "broken", "north": "north", "south": "south", "twin": "twin",
    }  # fmt: skip
    assert listed["broken"].title == "broken (cannot be read)"
    assert session_case.case_of("twin").settings.id == "twin"
    with pytest.raises(CaseError, match="There is no folder 'nowhere' of cases"):
        cases_in(tmp_path / "nowhere")
    with pytest.raises(CaseError, match="No folder in 'no case' holds"):
        cases_in(folder / "no case")


def test_a_case_is_read_once_its_links_name_it_and_a_pass_finds_it(folder):
    south = session_case.case_of("south")
    assert session_case.case_of("south") is south
    assert session_case.case_of("../../etc") is session_case.case_of("") is session_case.case_of("north")
    assert write(opening(south.settings), south.settings) == {"case": "south"}
    assert session_case.of_version(south.version) is south
    assert session_case.of_version("0" * 64) is None
    with pytest.raises(CaseError):
        session_case.case_of("broken")
    assert session_case.case_of("south") is south


def test_each_session_has_its_own_case_and_a_choice_moves_only_its_own(folder, open_page):
    first, second = open_page("sources"), open_page("data", case="south", opened=("case",))
    assert first.query_params["case"] in ("north", ["north"])
    assert "The south" in " ".join(text.value for text in second.markdown)
    [choice] = [one for one in second.radio if one.label == "Case"]
    assert choice.options == ["broken \\(cannot be read\\)", "The north", "The south"]
    choice.set_value("north").run()
    assert second.query_params["case"] in ("north", ["north"])
    assert "The north" in " ".join(text.value for text in second.markdown)
    second.session_state["case"] = True
    second.run()
    [choice] = [one for one in second.radio if one.label == "Case"]
    choice.set_value("broken").run()
    assert "is not valid TOML" in second.error[0].value.replace("\\", "")
    [choice] = second.radio
    choice.set_value("south").run()
    assert not second.error
    assert first.run().query_params["case"] in ("north", ["north"])


def test_the_map_before_the_application_names_the_places_of_its_own_case(folder):
    """No session says there which case is looked at: the address does."""
    write_case(
        folder / "south",
        case=(folder / "south" / "case.toml").read_text("utf-8"),
        places=TABLES["places.csv"].replace("Goris", "Southern Cross"),
    )
    digests = {}
    for key in ("north", "south"):
        found = re.search(r">({.*})</script>", answers.live_map((), "situation", {"case": key}))
        assert found
        digests[key] = json.loads(found[1])["labels"].split(".")[0]
    for key, digest in digests.items():
        names = gzip.decompress(STORE.get(digest) or b"").decode()
        assert ("Southern Cross" in names) == (key == "south")
