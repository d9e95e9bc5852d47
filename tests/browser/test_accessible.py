"""axe-core on every page, light and dark: no serious or critical finding that is ours."""

from importlib.resources import files

import pytest

PAGES = (
    "/?at=2023-09-20&vs=2023-09-18",
    "/blockade",
    "/aid",
    "/displacement",
    "/diplomacy",
    "/events",
    "/sources",
    "/data",
    "/briefing",
)
TABLES_ONLY = {"/sources", "/data", "/briefing"}
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
GROUND = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
RUN = "() => axe.run(document, {resultTypes: ['violations'], iframes: false})"
# What Streamlit or streamlit-folium build themselves and offer no way to change: rule, part of the
# offending element's markup or selector, and why it is not ours.
NOT_OURS: tuple[tuple[str, str, str], ...] = (
    (
        "svg-img-alt",
        "brush_brush",
        "Vega draws a chart's brush as marks nobody can name; the chart has a text alternative and a table",
    ),
)


def findings(target):
    target.evaluate(AXE)
    result = target.evaluate(RUN)
    return [
        f"{finding['id']} ({finding['impact']}): {node['target']} {node['html'][:160]}"
        for finding in result["violations"]
        if finding["impact"] in {"serious", "critical"}
        for node in finding["nodes"]
        if not is_excused(finding["id"], str(node["target"]) + node["html"])
    ]


def lasting_findings(screen, *, has_map):
    """What is found at each of three looks: Streamlit fades a page in, and a fading letter is no finding."""
    found = []
    for _look in range(3):
        found = findings(screen.page) + (findings(screen.map()) if has_map else [])
        if not found:
            break
        screen.page.wait_for_timeout(1500)
    return found


def test_every_excuse_names_its_rule_part_and_reason():
    assert all(rule and part and len(reason) > 20 for rule, part, reason in NOT_OURS)


def is_excused(rule, text):
    return any(rule == known and part in text for known, part, _ in NOT_OURS)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious_of_ours_light_or_dark(open_page, path):
    has_map = path not in TABLES_ONLY
    screen = open_page(path, has_map=has_map)
    assert lasting_findings(screen, has_map=has_map) == []
    light = screen.page.evaluate(GROUND)
    screen.page.emulate_media(color_scheme="dark")
    screen.page.wait_for_function(f"light => ({GROUND})() !== light", arg=light)
    screen.settled()
    assert lasting_findings(screen, has_map=has_map) == []
