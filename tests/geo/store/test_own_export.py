"""The case's own export brought in again changes nothing, in whatever form it left."""

import shutil
import zipfile

import pandas as pd
import pytest

from geo.cli import main
from geo.intake.preview import preview
from geo.intake.reading import read_file
from tests.geo.small_case import TABLES, write_case


@pytest.fixture
def folder(tmp_path):
    """A case with a category of its own."""
    own = TABLES["case.toml"] + '\n[[category]]\nkey = "flood"\nlabel = "Flood"\nsign = "drop"\n'
    events = TABLES["events.csv"].replace("site,displacement,", "site,flood,")
    return write_case(tmp_path / "case", case=own, events=events)


def counts(path, folder):
    return preview(read_file(path), folder).counts()


@pytest.mark.parametrize("ending", ["zip", "gpkg", "xlsx"])
def test_a_file_of_what_is_shown_brings_nothing_new(folder, tmp_path, ending):
    out = tmp_path / f"shown.{ending}"
    assert main(["export", "--case", str(folder), "--out", str(out)]) == 0
    seen = counts(out, folder)
    assert seen["same"] == seen["rows"] > 0
    assert (seen["new"], seen["changed"], seen["gone"], seen["set_aside"]) == (0, 0, 0, 0)


def test_a_whole_case_in_one_archive_brings_nothing_new_and_areas_stand_beside_it(folder, tmp_path):
    shutil.copy("data/karabakh/areas.geojson", folder / "areas.geojson")
    assert main(["export", "--case", str(folder), "--out", str(tmp_path / "whole")]) == 0
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        for file in (tmp_path / "whole").iterdir():
            archive.write(file, file.name)
    seen = counts(tmp_path / "whole.zip", folder)
    assert seen["same"] == seen["rows"] > 0
    assert (seen["new"], seen["changed"], seen["gone"], seen["set_aside"]) == (0, 0, 0, 0)


def test_a_column_that_a_file_does_not_have_stays_as_it_is(folder, tmp_path):
    kept = ["place_id", "summary", "actors", "confidence"]
    before = pd.read_csv(folder / "events.csv", dtype="str", keep_default_na=False)
    part = before.drop(columns=kept).head(1).assign(title="Worded anew")
    part.to_csv(tmp_path / "events.csv", index=False)
    seen = preview(read_file(tmp_path / "events.csv"), folder)
    assert seen.counts()["changed"] == 1
    brought = seen.tables["events"].iloc[0]
    assert brought["title"] == "Worded anew"
    assert brought[kept].tolist() == before.loc[0, kept].tolist()
    assert brought["place_id"]
