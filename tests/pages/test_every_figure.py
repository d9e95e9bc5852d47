"""Every figure of every page opens to its rule, its rows, its sources and its file, and not before."""

from __future__ import annotations

import pytest

from tests.figure_openers import INSIDE, ON_DEMAND, PAGES, Shows


def files(app) -> list[str]:
    """The ids of the files offered that hold an explanation; each ends with the key of what is explained."""
    buttons = [one.proto for one in app.get("download_button")]
    return [one.id for one in buttons if one.label == "Download this explanation (JSON)"]


def opened(app, steps) -> None:
    for keys in steps:
        for key in keys:
            app.session_state[key] = True
    app.run()
    assert not app.exception


def rules(app) -> int:
    return sum(one.value.startswith("**Rule**") for one in app.markdown)


def offers(app, keys: tuple[str, ...]) -> bool:
    last = keys[-1]
    names = (f"-{last}_file", f"-{last.removesuffix('_sources')}_file")
    return any(one.endswith(names) for one in files(app))


@pytest.mark.parametrize("shows", [one for one in PAGES if one.openers], ids=lambda one: one.page)
def test_every_opener_of_a_page_tells_a_rule_and_offers_a_file(open_page, shows: Shows) -> None:
    app = open_page(shows.page, at=shows.at)
    assert not files(app), "an explanation is made before anybody asks for it"
    steps = [*shows.steps().values(), ("counted",)]
    opened(app, steps)
    assert [keys for keys in steps if not offers(app, keys)] == []
    assert rules(app) >= len({keys[-1] for keys in steps})


@pytest.mark.parametrize(("page", "key"), ON_DEMAND)
def test_what_is_shown_on_demand_explains_itself_too(open_page, page: str, key: str) -> None:
    app = open_page(page, at="2023-09-28")
    opened(app, [(key, *INSIDE[key])])
    assert offers(app, (key, *INSIDE[key]))
    assert rules(app) == 1


def test_what_was_learned_since_and_what_changed_explain_themselves(open_page) -> None:
    app = open_page("sources", at="2023-09-20", known="2023-09-20")
    opened(app, [("corrections_list", "known_counted", "known_revised_sources", "known_learned_sources")])
    told = ("known_counted", "known_revised", "known_learned_sources")
    assert all(offers(app, (key,)) for key in told)
    assert rules(app) == len(told)
    app = open_page("situation", at="2023-09-28", vs="2023-09-18")
    opened(app, [("changes_sources",), ("changes_table", "changed_sources")])
    assert offers(app, ("changes_sources",))
    assert offers(app, ("changed_sources",))


def test_one_more_closure_is_explained_with_the_others(open_page) -> None:
    app = open_page("blockade", at="2023-03-01", open="segment:hakari-bridge..kornidzor")
    opened(app, [("closures_meant",)])
    told = [one.value for one in app.markdown]
    assert any("the stretch" in one and one.startswith("**about") for one in told)
    assert offers(app, ("closures_meant",))


def test_what_rests_on_a_source_is_counted_and_explained(open_page) -> None:
    app = open_page("sources", open="source:seed-1")
    opened(app, [("resting_counted",)])
    assert offers(app, ("resting_counted",))
    assert any(one.value.endswith("resting on it**") for one in app.markdown)
