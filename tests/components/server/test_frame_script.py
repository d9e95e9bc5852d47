"""Of inline scripts the map's page may run the one that streamlit-folium writes into it, and no other."""

import base64
import hashlib
import json
import sys

import pytest

from components.server import frame_script


@pytest.fixture(autouse=True)
def _anew():
    frame_script._source.cache_clear()
    yield
    frame_script._source.cache_clear()


def test_the_hash_is_that_of_what_is_sent_to_the_page(open_page):
    [sent] = open_page().get("component_instance")
    script = json.loads(sent.proto.json_args)["script"]
    digest = hashlib.sha256(
        f"{script}window.map = map_div; window.initComponent(map_div, false);".encode()
    ).digest()
    assert frame_script.source() == f"'sha256-{base64.b64encode(digest).decode()}'"


def test_before_a_session_asked_for_the_map_nothing_is_known_of_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "streamlit_folium", raising=False)
    assert frame_script.source() == "'unsafe-inline'"


def test_another_streamlit_folium_is_named_in_the_log_and_its_map_still_drawn(open_page, monkeypatch, caplog):
    open_page()
    module = sys.modules["streamlit_folium"]
    # A page of another test may have asked already.
    frame_script._source.cache_clear()
    with monkeypatch.context() as patch:
        patch.delattr(module, "_get_map_string")
        assert frame_script.source() == "'unsafe-inline'"
    frame_script._source.cache_clear()
    monkeypatch.setattr(frame_script, "_CALL", "window.map = other; ")
    assert frame_script.source() == "'unsafe-inline'"
    assert "streamlit_folium:_get_map_string is missing: the map's page" in caplog.text
    assert "does not call 'window.map = other; '" in caplog.text
