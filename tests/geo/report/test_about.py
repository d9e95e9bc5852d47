"""About says the case's own purpose, the rules, the limits, and the versions of code and case."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from geo.case.settings import PURPOSE, Settings
from geo.report.about import sections, version
from tests.conftest import ROOT, shipped


def test_it_says_purpose_limits_licence_and_both_versions():
    case = shipped()
    told = dict(sections(case))
    # Its summary opens with the words of its purpose: they are not said twice.
    assert told["What this is for"] == (case.settings.summary,)
    apart = replace(case, settings=replace(case.settings, summary="Roads of one war."))
    assert dict(sections(apart))["What this is for"] == (case.settings.purpose, "Roads of one war.")
    assert "after 14 days without a report" in " ".join(told["Limits"])
    assert "Apache License 2.0" in " ".join(told["Who made it, and licences"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert version() == project["version"]
    versions = " ".join(told["Versions"])
    assert project["version"] in versions
    assert case.version[:12] in versions


def test_a_case_says_its_own_purpose_and_has_one_where_it_says_none():
    assert "Nagorno-Karabakh" in shipped().settings.purpose
    another = replace(shipped().settings, purpose="Which wells give water.")
    assert (
        dict(sections(replace(shipped(), settings=another)))["What this is for"][0]
        == "Which wells give water."
    )
    bare = Settings("x", "X", shipped().settings.period)
    assert bare.purpose == PURPOSE


def test_no_sentence_is_longer_than_can_be_read_aloud():
    rules = [
        text for heading, texts in sections(shipped()) if heading in ("Rules", "Limits") for text in texts
    ]
    assert [text for text in rules if len(text.split()) > 25] == []
