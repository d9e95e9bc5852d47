"""The folium map: constant for ever, so that its frame is never mounted anew."""

import folium
import pytest
import streamlit_folium

from components.map.map_frame import FixedMap, Message, build, use_local_files


@pytest.fixture
def made() -> FixedMap:
    use_local_files()
    return build()


def strings(made: FixedMap, text: str) -> tuple[str, str, str, str]:
    """What streamlit-folium makes of the map and its message at one run, in its own order."""
    page = streamlit_folium._get_html(made), streamlit_folium._get_header(made)
    script = streamlit_folium._get_map_string(made)
    return (*page, script, streamlit_folium._get_feature_group_string(Message(text), made, 0))


def test_the_map_is_the_same_at_every_run(made: FixedMap) -> None:
    first, second = strings(made, '{"a":1}'), strings(made, '{"a":2}')
    assert first[:3] == second[:3]
    assert '{"a":1}' in first[3]
    assert '{"a":2}' in second[3]


def test_the_map_is_the_same_in_every_process(made: FixedMap) -> None:
    assert strings(made, "{}") == strings(build(), "{}")


def test_messages_leave_nothing_on_the_map(made: FixedMap) -> None:
    before = list(made._children)
    for number in range(5):
        strings(made, f'{{"n":{number}}}')
    assert list(made._children) == before


def test_the_style_of_the_frame_meets_the_map(made: FixedMap) -> None:
    assert "#map_div" in strings(made, "{}")[1]


def test_every_file_comes_from_here(made: FixedMap) -> None:
    addresses = [address for _, address in (*folium.Map.default_js, *folium.Map.default_css)]
    assert addresses
    assert all(address.startswith("../../lib/") for address in addresses)
    page = "".join(strings(made, "{}"))
    assert "http://" not in page
    assert "https://" not in page
