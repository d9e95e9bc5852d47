"""The application as a server sees it: own routes, health, and headers on everything."""

import ast
import json
import shutil
from dataclasses import asdict

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import app
from components.map.tiles import TILE_HOSTS
from components.server import health
from components.server.index_html import build
from components.session import compartment
from geo.case.inventory import losses
from geo.case.load import load_case
from geo.case.set_aside import CaseError


@pytest.fixture
def client():
    """The application's own routes behind its own middleware, without Streamlit's runtime."""
    routes = app.app._user_routes
    application = Starlette(routes=routes, middleware=app.app._user_middleware)
    return TestClient(application, base_url="http://localhost")


def test_health_tells_case_and_version(client, shipped_case):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    case = load_case(shipped_case)
    assert told.pop("losses") == asdict(losses(case))
    assert told.pop("build") == build()
    assert told == {"status": "ok", "case": "karabakh", "version": case.version, "set_aside": 0}


def test_health_says_503_where_there_is_no_case(monkeypatch):
    def nothing():
        raise CaseError("there is no events.csv")

    monkeypatch.setattr(health, "case_of", lambda _: nothing())
    answer = health.health(None)
    assert answer.status_code == 503
    assert json.loads(answer.body) == {"status": "no case", "reason": "there is no events.csv"}


def test_health_never_breaks_and_tells_the_code_of_what_did(monkeypatch, caplog):
    def nothing():
        raise RecursionError("in a place nobody foresaw")

    monkeypatch.setattr(health, "case_of", lambda _: nothing())
    answer = health.health(None)
    assert answer.status_code == 503
    told = json.loads(answer.body)
    assert told["status"] == "no case"
    code = told["reason"].rstrip(".").rpartition(" ")[2]
    assert f"{code}: the case could not be read" in caplog.text
    assert "nobody foresaw" not in told["reason"]


def test_health_says_what_a_reader_misses(client, monkeypatch, another_case, tmp_path, shipped_case):
    folder = tmp_path / "case"
    shutil.copytree(shipped_case, folder)
    (folder / "aid.csv").write_bytes(b"\xff\xfe\x00")
    another_case(folder)
    told = client.get("/health").json()
    assert told["status"] == "in part"
    assert "aid.csv could not be used." in told["reason"]
    assert told["set_aside"] == len(load_case(folder).set_aside) > 0
    assert told["losses"] == asdict(losses(load_case(folder)))
    monkeypatch.setitem(compartment.FAULTS, "ABC123", "The map")
    assert "The map failed (code ABC123)." in client.get("/health").json()["reason"]


def test_no_answer_names_a_folder_of_the_server(client, another_case, tmp_path):
    for made in ("missing", "empty", "broken"):
        folder = tmp_path / made
        if made != "missing":
            folder.mkdir()
        if made == "broken":
            (folder / "case.toml").write_bytes(b"title = ")
        another_case(folder)
        answer = client.get("/health")
        assert answer.status_code == 503
        assert made in answer.json()["reason"]
        assert str(tmp_path) not in answer.text


def test_own_routes_keep_clear_of_streamlits(client):
    reserved = ("/_stcore", "/media", "/component", "/static")
    paths = [route.path for route in app.app._user_routes]
    assert "/health" in paths
    assert not [path for path in paths if path.startswith(reserved)]


def test_every_answer_of_ours_carries_the_headers(client):
    for path, policy in (("/health", "default-src 'none'"), ("/forget", "frame-ancestors 'self'")):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert policy in headers["content-security-policy"]


def test_the_optional_layers_hosts_are_plain_https_origins():
    assert TILE_HOSTS
    assert all(host.startswith("https://") and host.count("/") == 2 for host in TILE_HOSTS)


def test_app_py_stays_nothing_but_the_application(root):
    tree = ast.parse((root / "app.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    assert len((root / "app.py").read_text(encoding="utf-8").splitlines()) <= 30


def test_imports_go_one_way(root):
    forbidden = {
        "geo": {"streamlit", "folium", "streamlit_folium", "components", "pages", "branca"},
        "data": {"streamlit", "folium", "components", "pages", "geo"},
        "components": {"pages"},
        "pages": {"pandas", "geopandas", "folium", "data", "pathlib", "os"},
    }
    for folder, names in forbidden.items():
        files = sorted((root / folder).rglob("*.py"))
        assert files
        for file in files:
            if file == root / "geo" / "__main__.py":  # the program, not the domain: see the next test
                continue
            imported = set()
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    imported.add(node.module.split(".")[0])
            assert not imported & names, f"{file.relative_to(root)} imports {imported & names}"


def test_the_program_beside_the_domain_only_puts_commands_together(root):
    """`python -m geo` has a command that draws; its file joins the two, and nothing imports it."""
    tree = ast.parse((root / "geo" / "__main__.py").read_text(encoding="utf-8"))
    modules = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert modules == ["components.paper.brief_command", "geo.cli"]
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    for folder in ("components", "data", "geo", "pages"):
        for file in (root / folder).rglob("*.py"):
            assert "geo.__main__" not in file.read_text(encoding="utf-8"), file.name


def test_only_the_map_knows_folium(root):
    for file in (root / "components").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "folium" not in text.split('"""')[-1] or file.parent.name == "map", file.name


def test_pages_stay_short(root):
    for page in (root / "pages").glob("*.py"):
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 60, page.name


def test_modules_and_functions_stay_small(root):
    for folder in ("components", "data", "geo", "pages", "scripts"):
        for file in (root / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            assert len(text.splitlines()) <= 400, file.name
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    length = node.end_lineno - node.lineno + 1
                    assert length <= 60, f"{file.name}: {node.name} has {length} lines"
