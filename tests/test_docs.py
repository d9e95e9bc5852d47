"""What can be typed, set or opened stands in the README or docs/, and what stands there exists."""

import re
import tomllib
from dataclasses import replace
from datetime import date, datetime

import pytest
import typer

from geo.__main__ import app as commands
from geo.case.settings import Settings
from geo.picture.registry import TOPICS, keys_with_map
from geo.view.view import opening, write

ENVIRONMENT = re.compile(r'environ(?:\.get\(|\[)\s*"([A-Z_]+)"')
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
ALLOWED_SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def everything(root):
    texts = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    return "\n".join(text.read_text(encoding="utf-8") for text in texts)


def settings(shipped_case) -> Settings:
    from geo.case.load import load_case

    return load_case(shipped_case).settings


def test_every_page_stands_in_the_readme_and_has_its_file(root, readme):
    assert {page.stem for page in (root / "pages").glob("*.py")} == {topic.key for topic in TOPICS}
    rows = [f"| {topic.title} | {topic.question} |" for topic in TOPICS]
    assert "\n".join(rows) in readme
    shown = ", ".join(f"`{key}`" for key in keys_with_map()[:-1]) + f" or `{keys_with_map()[-1]}`"
    assert shown in (root / "docs" / "data.md").read_text(encoding="utf-8")


def test_every_name_of_the_address_stands_in_the_readme(shipped_case, readme):
    case = settings(shipped_case)
    view = replace(
        opening(case),
        case="another",
        first=date(2023, 1, 1),
        last=date(2023, 1, 31),
        at=datetime(2023, 1, 15, 8),
        known=date(2023, 1, 20),
        categories=("aid",),
        actors=("ICRC",),
        places=("goris",),
        confidence=("high",),
        doubts=("disputed",),
        dated="certain",
        traffic="aid",
        names="hy",
        search="road",
        map=(40.0, 46.0, 8),
        box=(46.0, 39.0, 47.0, 40.0),
        selected="event:ev001",
        versus=datetime(2023, 1, 10, 8),
        seen=date(2023, 1, 5),
        figure="dead:anybody",
        focus="goris",
    )
    names = set(write(view, case))
    documented = set(re.findall(r"^\| (`.+?`) \|", readme, re.MULTILINE))
    documented = {name for cell in documented for name in re.findall(r"`(\w+)`", cell)}
    assert names == documented
    for mode in case.names:
        assert f"`{mode}`" in readme


def test_the_example_addresses_of_the_readme_can_be_read(shipped_case, readme):
    from geo.case.load import load_case
    from geo.view.select import vocabulary
    from geo.view.view import read

    case = load_case(shipped_case)
    examples = re.findall(r"^\| `\w+`.*\| `([^`|]+)` \|$", readme, re.MULTILINE)
    assert examples
    for example in examples:
        query = dict(pair.split("=") for pair in example.split("&"))
        view, notes = read(query, case.settings, vocabulary(case))
        assert notes == (), example
        assert view != opening(case.settings) or "case" in query


def subcommands():
    return typer.main.get_command(commands).commands.items()


def test_every_command_and_option_is_documented(everything):
    for name, command in subcommands():
        assert f"python -m geo {name}" in everything
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert option in everything, f"{name} {option}"


def test_every_environment_variable_is_documented(root, everything):
    found = set()
    for folder in ("components", "data", "geo", "pages", "scripts", "bench", "tests"):
        for file in (root / folder).rglob("*.py"):
            found |= set(ENVIRONMENT.findall(file.read_text(encoding="utf-8")))
    found |= set(re.findall(r"\$\{([A-Z_]+):-", (root / ".ci" / "run").read_text(encoding="utf-8")))
    assert "PASSAGE_CASE" in found
    for name in found:
        assert f"`{name}`" in everything, f"{name} stands in no document"


def test_every_setting_of_a_case_is_documented(shipped_case, root):
    text = (root / "docs" / "data.md").read_text(encoding="utf-8")
    for name in tomllib.loads((shipped_case / "case.toml").read_text(encoding="utf-8")):
        assert f"`{name}`" in text or f"`[[{name}]]`" in text, f"{name} is not in docs/data.md"


def test_every_table_of_a_case_is_documented(shipped_case, root):
    text = (root / "docs" / "data.md").read_text(encoding="utf-8")
    for table in (*shipped_case.glob("*.csv"), *shipped_case.glob("*.geojson")):
        assert table.name in text


def test_every_local_link_and_named_script_exists(root, everything):
    for document in (root / "README.md", *sorted((root / "docs").glob("*.md"))):
        for link in LINK.findall(document.read_text(encoding="utf-8")):
            assert (document.parent / link).exists(), f"{document.name} links to {link}"
    named = set(re.findall(r"(?:scripts|bench)/\w+\.py", everything))
    assert {"scripts/start.py", "scripts/test.py"} <= named
    for script in named:
        assert (root / script).is_file(), script


def test_the_readme_gives_both_commands(readme):
    assert "    python3 scripts/start.py\n" in readme
    assert "    python3 scripts/test.py\n" in readme


def test_the_changelog_keeps_its_form(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions[1:])
    assert len(versions) == 1 or versions[1] == project["version"]
    body = text[text.index("## [Unreleased]") :].splitlines()
    for line in body:
        assert line == "" or line.startswith(("## [", "### ", "- ")), f"not one line a change: {line}"
    sections = {line.removeprefix("### ") for line in body if line.startswith("### ")}
    assert sections <= ALLOWED_SECTIONS


def test_an_event_goes_from_its_row_to_its_pixel_through_eight_files_at_most(root):
    design = (root / "docs" / "design.md").read_text(encoding="utf-8")
    walk = design[design.index("## From an event's row to its pixel") : design.index("## A date step")]
    files = re.findall(r"`((?:geo|components)/[\w/]+\.(?:py|js))`", walk)
    assert 3 <= len(files) <= 8
    assert [file for file in files if not (root / file).is_file()] == []
    assert files[0] == "geo/case/load.py"
    assert files[-1] == "components/map/script/events.js"


def test_the_licence_is_whole(root):
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert (root / "NOTICE").stat().st_size > 0


def test_no_file_of_the_project_is_larger_than_a_clone_on_bad_internet_bears(root):
    big = [
        file.relative_to(root)
        for folder in ("data", "docs", "geo", "components")
        for file in (root / folder).rglob("*")
        if file.is_file() and file.stat().st_size > 5_000_000
    ]
    assert big == []


def test_every_test_that_the_documents_name_exists(root, everything):
    named = set(re.findall(r"`(test_\w+)`", everything))
    texts = (path.read_text(encoding="utf-8") for path in (root / "tests").rglob("test_*.py"))
    written = {
        name for text in texts for name in re.findall(r"^(?:async )?def (test_\w+)", text, re.MULTILINE)
    }
    assert len(named) > 30
    assert named - written == set()
