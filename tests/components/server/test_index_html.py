"""The page we answer with is Streamlit's own, and finds its server from any page's address."""

import json
import re
import shutil

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.server import index_html, security
from components.server.index_html import FIRST, STATIC, ahead, front_pages, html, names, script, words_first


def test_the_page_is_streamlits_with_our_line_and_without_its_font():
    own = (STATIC / "index.html").read_text(encoding="utf-8")
    ours = html()
    assert ours.count(script()) == 1
    assert ours.index(script()) < ours.index('<script type="module"')
    assert "<title>Passage</title>" in ours
    assert 'as="font"' in own
    assert 'as="font"' not in ours
    for module in re.findall(r'src="(\./static/js/[^"]+)"', own):
        assert module in ours


def test_the_first_elements_are_loaded_ahead_with_all_they_import_and_nothing_twice():
    folder = STATIC / "static" / "js"
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
    with TestClient(Starlette(routes=front_pages()), follow_redirects=False) as client:
        answer = client.get(f"/{FIRST}", params=query)
    assert answer.is_redirect
    assert answer.headers["location"] == (f"./?{query}" if query else "./")


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A copy of what is read of the installed Streamlit, for a test to change; the page is made anew."""
    shutil.copy(STATIC / "index.html", tmp_path)
    shutil.copytree(STATIC / "static" / "js", tmp_path / "static" / "js")
    monkeypatch.setattr(index_html, "STATIC", tmp_path)
    html.cache_clear()
    yield tmp_path
    html.cache_clear()


@pytest.mark.parametrize("gone", ["<head>", "</head>", "the whole file"])
def test_a_page_of_another_form_is_left_to_streamlit(installed, caplog, gone):
    page = installed / "index.html"
    if gone.startswith("<"):
        page.write_text(page.read_text("utf-8").replace(gone, "<other>"), "utf-8")
    else:
        page.unlink()
    assert html() is None
    assert "index.html has no <" in caplog.text
    assert [route.path for route in front_pages()] == [f"/{FIRST}"]
    assert security.inline_script_hashes.__wrapped__() == ()


@pytest.mark.parametrize("part", ["Html", "PageLink", "Button", "ComponentInstance"])
def test_an_element_of_another_name_is_only_not_loaded_ahead(installed, caplog, part):
    for file in (installed / "static" / "js").glob(f"{part}.*.js"):
        file.unlink()
    assert script() in html()
    assert [line for line in caplog.messages if f"no {part}.*.js" in line]
    assert len(front_pages()) == len(names()) + 1


def test_another_title_or_way_to_the_server_is_named_and_the_page_is_ours(installed, caplog):
    page = installed / "index.html"
    page.write_text(page.read_text("utf-8").replace("<title>Streamlit</title>", "<title>S</title>"), "utf-8")
    for file in (installed / "static" / "js").glob("index.*.js"):
        file.write_text("", "utf-8")
    assert script() in html()
    assert [line.split(":")[0] for line in caplog.messages] == [
        "streamlit/static/index.html has no <title>Streamlit</title>",
        "streamlit/static/js knows no BACKEND_BASE_URL",
    ]


def test_once_the_case_is_read_the_words_come_before_all_that_is_loaded():
    page = "".join(words_first(FIRST, {}))
    words = page.index('<main id="first-words"')
    loads = re.compile(r'<(?:script type="module"|link rel="(?:modulepreload|stylesheet)")[^>]*>')
    loaded = loads.findall(page)
    assert sorted(loaded) == sorted(loads.findall(html()))
    assert page.index("</main>") < min(page.index(tag) for tag in loaded)
    assert page[:words].count("src=") == 0
    assert page.index('<div id="root"></div>') > max(page.index(tag) for tag in loaded)
