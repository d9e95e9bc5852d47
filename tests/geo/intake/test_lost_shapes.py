"""What is said of shapes in a file too large to be read twice; what is wrong with others is in files.tsv."""

from geo.intake import lost_shapes
from geo.intake.reading import read_file


def test_of_a_large_file_it_is_said_that_nobody_looked_why(tmp_path, monkeypatch):
    file = tmp_path / "a.geojson"
    file.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1},'
        ' "geometry": {"type": "Polygon", "coordinates": [[[46.5, 39.6], [46.6, 39.6]]]}}]}'
    )
    monkeypatch.setattr(lost_shapes, "_LARGEST", 10)
    notes = read_file(file)[0].notes
    assert "1 rows have no shape that can be read; why is not looked for over 32 MB" in notes
