"""A case with one fault of each kind starts with its good rows and says clearly what was set aside."""

import shutil

import pytest
from playwright.sync_api import expect

MAP_PAGES = ("/", "/blockade", "/aid", "/displacement", "/diplomacy", "/events")


def change(path, old, new, *, count=1):
    content = path.read_bytes()
    assert old in content, f"{old!r} is not in {path.name}"
    path.write_bytes(content.replace(old, new, count))


def line_of(path, start):
    return next(line for line in path.read_bytes().splitlines() if line.startswith(start))


@pytest.fixture(scope="module")
def broken(tmp_path_factory, shipped_case):
    """The shipped case with one fault of each kind that a hand-kept folder of tables gets."""
    folder = tmp_path_factory.mktemp("case") / "karabakh"
    shutil.copytree(shipped_case, folder)
    events = folder / "events.csv"
    change(folder / "movements.csv", b"date_precision", b"date_exactness")
    change(events, b"ev019,2022-12-12", b"ev019,2022-13-12")
    change(events, b"shusha-karin-tak-junction", b"nowhere-at-all")
    row = line_of(events, b"ev050,")
    events.write_bytes(events.read_bytes() + row + b"\n")
    places = folder / "places.csv"
    far = line_of(places, b"fuzuli,")
    cells = far.split(b",")
    latitude = next(number for number, cell in enumerate(cells) if cell.startswith(b"39."))
    cells[latitude], cells[latitude + 1] = cells[latitude + 1], cells[latitude]
    change(places, far, b",".join(cells))
    foreign = line_of(folder / "aid.csv", b"c010,")
    change(folder / "aid.csv", foreign, foreign + "Şuşa".encode("cp1254"))
    return folder


@pytest.fixture(scope="module")
def broken_server(broken, serve_case):
    return serve_case(broken)


@pytest.fixture
def open_broken(open_on, broken_server):
    return open_on(broken_server)


def test_it_starts_with_the_good_rows_and_reports_each_fault(open_broken):
    screen = open_broken("/data", has_map=False)
    report = screen.page.locator("[data-testid=stDataFrame]").first
    for fault in ("movements.csv", "date_precision", "2022-13-12", "ev050", "look exchanged", "not UTF-8"):
        expect(report, f"the report does not name {fault}").to_contain_text(fault)


@pytest.mark.parametrize("path", ["/", "/blockade"])
def test_every_page_still_draws_its_map(open_broken, path):
    screen = open_broken(path)
    assert screen.map().evaluate("() => window.passage.stats().painted")
    expect(screen.page.locator(".st-key-count")).to_contain_text("event")
