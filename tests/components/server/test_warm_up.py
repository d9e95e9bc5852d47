"""The first page finds everything ready, and a case that cannot be opened stops nothing."""

import subprocess
import sys
import threading

import pytest

from components.map import map_frame
from components.map.assets import assets, digest
from components.server import preload, warm_up
from components.session import session_case
from geo.case.set_aside import CaseError


def test_the_case_the_maps_files_and_the_libraries_are_ready():
    assets.cache_clear()
    digest.cache_clear()
    map_frame.the_map.cache_clear()
    warm_up.prepare()
    assert assets.cache_info().currsize == 1
    preload.read_others()
    assert {"folium.plugins", "altair", "networkx", "components.paper.deck"} <= set(sys.modules)


def test_the_maps_component_is_left_to_a_session(root):
    """Imported outside of one, streamlit-folium answers every map with 404."""
    code = "import sys, app; from components.server.warm_up import prepare; prepare(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "folium.plugins" in loaded
    assert "streamlit_folium" not in loaded


def test_the_first_page_reads_nothing_that_only_another_page_needs(root):
    code = "import sys, app; from components.server.warm_up import prepare; prepare(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    others = {"altair", "networkx", "typer", "pyogrio", "matplotlib", "pptx", "scipy"}
    assert not others & set(done.stdout.split())


def test_the_first_page_is_shown_without_what_only_another_page_needs(root):
    code = (
        "import sys; from streamlit.testing.v1 import AppTest;"
        " shown = AppTest.from_file('components/shell/shell.py', default_timeout=60).run();"
        " print(len(shown.exception), len(shown.get('popover')), *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    failed, popovers, *loaded = done.stdout.split()
    assert failed == "0"
    assert int(popovers) > 3
    assert not {"altair", "networkx"} & set(loaded)


def test_the_server_does_not_wait_for_it(monkeypatch, awaited):
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        begun.set()
        go_on.wait(10)

    monkeypatch.setattr(warm_up, "prepare", slow)

    async def start():
        async with warm_up.warm_up(None):
            return begun.wait(5)

    assert awaited(start())
    go_on.set()


def test_a_case_that_cannot_be_opened_is_left_to_the_page(monkeypatch):
    def nothing():
        raise CaseError("there is nothing to show")

    monkeypatch.setattr(session_case, "case_of", lambda _: nothing())
    warm_up.prepare()
    with pytest.raises(CaseError):
        session_case.case_of("")
