"""The page we answer with is Streamlit's own, and finds its server from any page's address."""

import json
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.server.index_html import FIRST, FRONT_PAGES, ahead, html, names, script


def test_the_page_is_streamlits_with_our_line_and_without_its_font():
    own = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    ours = html()
    assert ours.count(script()) == 1
    assert ours.index(script()) < ours.index('<script type="module"')
    assert "<title>Passage</title>" in ours
    assert 'as="font"' in own
    assert 'as="font"' not in ours
    for module in re.findall(r'src="(\./static/js/[^"]+)"', own):
        assert module in ours


def test_the_first_elements_are_loaded_ahead_with_all_they_import_and_nothing_twice():
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    files = ahead(folder)
    assert {name.split(".")[0] for name in files} >= {"PageLink", "Button", "ComponentInstance"}
    assert all((folder / name).is_file() for name in files)
    linked = re.findall(r'(?:href|src)="\./static/js/([^"]+)"', html())
    assert set(files) <= set(linked)
    assert len(linked) == len(set(linked))


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("/", ""),
        ("/blockade", ""),
        ("/blockade/", ""),
        ("/x/events", "/x"),
        ("/x/", "/x"),
        ("/aids", "/aids"),
    ],
)
def test_the_server_is_found_from_every_address(address, base):
    pattern = json.loads(re.search(r"RegExp\((\".*?\")\)", script())[1])
    assert re.sub(pattern, "", address, count=1) == base


def test_every_page_has_its_name(root):
    assert set(names()) == {page.stem for page in (root / "pages").glob("*.py")}


@pytest.mark.parametrize("query", ["", "at=2023-09-18&cat=aid"])
def test_the_first_page_is_reached_by_its_own_name_too(query):
    with TestClient(Starlette(routes=FRONT_PAGES), follow_redirects=False) as client:
        answer = client.get(f"/{FIRST}", params=query)
    assert answer.is_redirect
    assert answer.headers["location"] == (f"./?{query}" if query else "./")
