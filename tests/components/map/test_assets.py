"""The map's files: all from installed packages and this project, and light on a slow line."""

import json
import re

import pytest

from components.map.assets import SCRIPTS, address, assets, digest, layer_script
from components.map.tiles import ONLINE_LAYERS, TILE_HOSTS


def test_the_first_load_is_light() -> None:
    assert sum(len(asset.gzip if asset.is_text else asset.plain) for asset in assets().values()) < 350_000


def test_every_module_of_the_script_is_served_once() -> None:
    script = layer_script()
    assert script.count("window.passage =") == 1
    for module in SCRIPTS.glob("*.js"):
        assert len(re.findall(rf"^const module_{module.stem} = ", script, re.MULTILINE)) == 1, module.name


def test_the_script_writes_text_and_never_markup() -> None:
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
    ):
        assert forbidden not in layer_script()


def test_the_script_names_no_address_but_the_optional_tiles() -> None:
    named = set(re.findall(r"https?://[^\s\"'`/{}\\\[(^]+", layer_script()))
    hosts = {layer.url.split("/")[2].replace("{s}.", "") for layer in ONLINE_LAYERS}
    assert {one.split("//")[1] for one in named} <= hosts | {""}


def test_style_sheets_of_ours_fetch_nothing() -> None:
    style = assets()["layer.css"].plain.decode()
    assert "url(" not in style
    assert "@import" not in style


def test_the_address_names_the_content() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", digest())
    assert address("layer.js") == f"../../lib/{digest()}/layer.js"
    with pytest.raises(KeyError):
        address("../secrets")


def test_every_online_layer_carries_its_credit_and_its_hosts() -> None:
    for layer in ONLINE_LAYERS:
        assert layer.attribution
        assert all(host.startswith("https://") and "{" not in host for host in layer.hosts)
        assert set(layer.hosts) <= set(TILE_HOSTS)
        assert "{s}" in layer.url or len(layer.hosts) == 1


def test_the_base_map_draws_no_outline_of_karabakh() -> None:
    base = json.loads(assets()["base.json"].plain)
    names = [feature.get("name", "") for layer in ("admin1", "names") for feature in base[layer]["features"]]
    assert not [
        name
        for name in names
        if re.search(r"karabakh|qaraba|artsakh|stepanakert|lachin", name, re.IGNORECASE)
    ]


def test_the_gazetteer_gives_each_place_its_own_names() -> None:
    gazetteer = json.loads(assets()["base.json"].plain)["gazetteer"]
    assert len({len(column) for column in gazetteer.values()}) == 1
    az = dict(zip(gazetteer["name"], gazetteer["name_az"], strict=True))
    assert az["Yevlakh"] != "Gəncə"
    assert "Khankendi" not in az
    assert all(
        not name or all("\u0530" <= letter <= "\u058f" or letter in " -" for letter in name)
        for name in gazetteer["name_hy"]
    )
