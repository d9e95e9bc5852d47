"""The document for presenting: whole in itself, safe whatever the case says, served only when signed for."""

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from typer.testing import CliRunner

from components.map import signed_urls
from components.map.signed_urls import GOOD_HOURS, HOUR, seal
from components.present import link
from components.present.document import content_policy, document, html, scripts, style
from components.server.app_routes import ROUTES
from components.server.security import SecurityHeaders
from components.session import session_case
from geo.__main__ import app as commands
from geo.briefing.briefing import Briefing, Scene, scene_of, view_of
from geo.briefing.briefing_file import FILE, load_briefing
from geo.briefing.presentation import all_cards, presentation
from geo.case.licence import passable
from geo.case.load import load_case
from geo.dates import end_of_day
from geo.facts.state import state
from geo.view.select import vocabulary
from geo.view.view import opening
from tests.conftest import shipped
from tests.geo.small_case import write_case
from tests.hostile_case import HOSTILE, write_hostile_case

MOST_BYTES = 5_000_000


@pytest.fixture(scope="module")
def karabakh():
    return shipped()


@pytest.fixture(scope="module")
def briefing(karabakh):
    return load_briefing(karabakh.folder / FILE, karabakh.settings, vocabulary(karabakh))[0]


@pytest.fixture(scope="module")
def file(karabakh, briefing, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("present") / "briefing.html"
    path.write_bytes(html(briefing, karabakh))
    return path


def held(text):
    """What stands in the document as data."""
    return json.loads(
        re.search(r'<script type="application/json" id="held">(.*?)</script>', text, re.DOTALL)[1]
    )


def one_view(opened):
    view = opening(opened.settings)
    scene = scene_of("situation", view, opened.settings, "A view", ("One line.",))
    return Briefing(opened.settings.id, opened.settings.title, (scene,))


def test_the_file_of_the_shipped_briefing_is_small_and_asks_for_nothing(file):
    text = file.read_text(encoding="utf-8")
    assert len(text.encode()) <= MOST_BYTES
    outside = re.sub(
        r'<script type="application/json".*?</script>|<script>.*?</script>', "", text, flags=re.DOTALL
    )
    assert not re.search(r"\b(?:src|href|action)\s*=|url\(|@import|https?:", outside)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_policy_allows_the_scripts_and_the_style_written_and_no_other(file):
    text = file.read_text(encoding="utf-8")
    allowed = set(re.findall(r"'sha256-[^']+'", content_policy()))
    written = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    written += re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert len(written) == 3
    assert {
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in written
    } == allowed
    assert not any("<!--" in one for one in (*scripts(), style()))


def test_every_scene_says_what_the_state_of_its_date_says(file, karabakh, briefing):
    told = held(file.read_text(encoding="utf-8"))
    assert [one["title"] for one in told["scenes"]] == [one.title for one in briefing.scenes]
    last = told["scenes"][-1]
    arrivals = state(karabakh, at_of(karabakh, briefing.scenes[-1])).arrivals["arrivals"].claim.value
    assert last["figures"][0][0] == f"{arrivals:,.0f}" == "100,632"
    for scene in told["scenes"]:
        assert scene["dates"][0].startswith("As at ")
        assert any(part.startswith("Events of ") for part in scene["dates"])
        assert any(part.startswith("As known ") for part in scene["dates"])
        assert scene["sources"]
        assert "Schematic" in scene["schematic"]
        assert "endorsement" in scene["message"]["disclaimer"]


def at_of(opened, scene):
    return view_of(scene, opened.settings, vocabulary(opened))[0].at


def test_the_columns_cards_and_film_of_every_scene_are_in_the_file(file):
    told = held(file.read_text(encoding="utf-8"))
    for scene in told["scenes"]:
        message = scene["message"]
        for kind in ("columns", "labels", "film"):
            assert gzip.decompress(base64.b64decode(told["files"][f"{kind}/{message[kind]}"]))
        cards = told["cards"][f"{message['version']} {message['names']}"]
        assert {f"route:{one['id']}" for one in message["routes"]} <= cards.keys()
        silent = {reference for *_, opened in message["silences"] for reference in opened}
        assert silent <= cards.keys()
        assert not silent or "silences" in message["playback"]
    assert sum(len(scene["message"]["silences"]) for scene in told["scenes"]) > 10
    assert told["passes"] == {}


def test_a_hostile_case_stays_text(tmp_path):
    opened = load_case(write_hostile_case(tmp_path / "hostile"))
    scene = Scene(
        "situation", HOSTILE[:80], (HOSTILE[:200],), "from=2023-01-01&to=2023-12-31&at=2023-12-31", HOSTILE
    )
    path = tmp_path / "x.html"
    path.write_bytes(html(Briefing("small", HOSTILE, (scene,)), opened))
    text = path.read_text(encoding="utf-8")
    assert held(text)["scenes"][0]["notes"] == HOSTILE
    assert text.count("</script>") == text.count("<script") == 3
    data = text.split('id="held">')[1].split("</script>")[0]
    assert not set(data) & set("<>&'\u2028\u2029")


def test_what_may_not_be_passed_on_is_left_out_and_counted(tmp_path):
    opened = load_case(write_case(tmp_path))
    made = presentation(opened, one_view(opened))
    assert made.content["withheld"] == passable(opened)[1] > 0
    assert "e1" in made.event_ids
    assert "e2" not in made.event_ids
    (cards,) = all_cards(made).values()
    assert "event:e1" in cards
    assert "event:e2" not in cards
    assert "Second report" not in document(made, cards={"all": cards})


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=ROUTES, middleware=[Middleware(SecurityHeaders)]))


@pytest.mark.parametrize("what", ["view?page=aid&from=2023-06-15&to=2023-09-17&at=2023-08-31", "briefing"])
def test_a_signed_link_answers_with_a_policy_of_its_own(client, what):
    answer = client.get(f"/present/{seal('present', session_case.full_case().version)}/{what}")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    told = held(answer.text)
    assert told["cards"] == {}
    assert told["passes"].keys() == {session_case.full_case().version}
    if what.startswith("view"):
        assert told["scenes"][0]["page"] == "aid"
        assert told["scenes"][0]["dates"][0] == "As at 31 Aug 2023"


@pytest.mark.parametrize("kind", ["card", "columns", "presenting"])
def test_without_the_right_signature_nothing_is_presented(client, kind):
    for sealed in (
        seal(kind, session_case.full_case().version),
        session_case.full_case().version,
        seal("present", "other"),
    ):
        for what in ("view", "briefing"):
            answer = client.get(f"/present/{sealed}/{what}")
            assert answer.status_code == 403
            assert "scene" not in answer.text


def test_a_link_goes_out_of_use(client, monkeypatch):
    now = 500_000 * HOUR
    monkeypatch.setattr(signed_urls.time, "time", lambda: now)
    address = link.to_view(session_case.full_case()).removeprefix(".")
    assert client.get(address).status_code == 200
    monkeypatch.setattr(signed_urls.time, "time", lambda: now + GOOD_HOURS * HOUR)
    assert client.get(address).status_code == 403


def test_a_view_of_a_bad_address_is_still_presented(client):
    sealed = seal("present", session_case.full_case().version)
    answer = client.get(f"/present/{sealed}/view?page=%3Cscript%3E&from=nonsense&known=2023-09-19")
    assert answer.status_code == 200
    assert held(answer.text)["scenes"][0]["dates"][-1] == "As known on 19 Sept 2023"


def test_the_document_needs_no_cards_to_be_written(karabakh):
    assert held(document(presentation(karabakh, one_view(karabakh))))["cards"] == {}


def test_a_document_is_made_without_the_map_component_which_only_a_session_may_load():
    program = "import sys, components.present.present_routes; sys.exit('streamlit_folium' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0


def test_the_command_writes_the_file_with_the_numbers_of_the_state(tmp_path, shipped_case):
    out = tmp_path / "briefing.html"
    asked = ["brief", "--case", str(shipped_case), "--at", "2023-09-28", "--out", str(out)]
    assert CliRunner().invoke(commands, asked).exit_code == 0
    assert out.stat().st_size <= MOST_BYTES
    told = held(out.read_text(encoding="utf-8"))
    now = state(load_case(shipped_case), end_of_day(date(2023, 9, 28)))
    assert {one["dates"][0] for one in told["scenes"]} == {"As at 28 Sept 2023"}
    figures = {figure[0] for one in told["scenes"] for figure in one["figures"]}
    assert f"{now.arrivals['arrivals'].claim.value:,.0f}" in figures
