"""A stranger is told on the first page what this is for, and from every page finds the page About."""

from __future__ import annotations


def links(app) -> list[str]:
    return [link.proto.label for link in app.get("page_link") if link.proto.label.startswith("About")]


def words(app) -> str:
    return "\n".join(box.value.replace("\\", "") for box in app.markdown)


def test_the_first_page_says_its_purpose_and_leads_to_about(open_page):
    app = open_page(at="2023-09-18")
    assert "Who and what could pass on the roads to Nagorno-Karabakh" in words(app)
    assert len(links(app)) == 1


def test_every_page_leads_to_about_from_its_case(open_page):
    app = open_page("aid", opened=("case",), at="2023-09-18")
    assert len(links(app)) == 1


def test_about_tells_rules_limits_licences_and_versions(open_page):
    told = words(open_page("about"))
    for heading in ("What this is for", "Rules", "Limits", "Who made it, and licences", "Versions"):
        assert f"## {heading}" in told


def test_plain_words_stand_on_the_controls_and_the_exact_term_in_their_help(open_page):
    app = open_page(opened=("as_known", "as_at", "counted"), known="2023-09-19")
    labels = " ".join(str(box.proto.popover.label) for box in app.get("popover"))
    assert "Reports to" in labels
    assert "The as-known date." in words(app)
    assert "The as-at date" in words(app)
