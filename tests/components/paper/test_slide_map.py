"""What a slide's map leaves out, and what its one row of legend explains."""

from datetime import datetime

from components.paper.slide_map import foremost, of_named_places
from geo.picture.layers import LegendEntry, MapPicture, PointMark
from geo.picture.place_labels import PlaceLabel, PlaceLabels

KEY = PlaceLabel("key", 46.75, 39.8, ("Key",), 6, first=True, geonames_id=None)
VILLAGE = PlaceLabel("village", 46.76, 39.9, ("Village",), 10, first=False, geonames_id=None)
DAY = datetime(2023, 9, 18)


def test_rings_stand_round_named_places_only_and_other_marks_stay():
    marks = (
        PointMark("a", KEY.lon, KEY.lat, "", "no_way"),
        PointMark("b", VILLAGE.lon, VILLAGE.lat, "", "no_way"),
        PointMark("c", VILLAGE.lon, VILLAGE.lat, "40 tonnes", "truck"),
    )
    places = PlaceLabels(("both",), (KEY, VILLAGE), (), b"", "")
    picture = MapPicture("", "", "", (46, 39, 47, 40), (DAY, DAY, DAY), places=places, marks=marks)
    assert [mark.id for mark in of_named_places(picture).marks] == ["a", "c"]


def test_the_row_of_a_legend_is_filled_with_what_fits_and_keeps_its_order():
    words = ("Open", "Closed", "A kind of event with a long name indeed", "Aid", "Only within the ring")
    signs = ("status", "status", "category", "category", "ring")
    entries = [LegendEntry("", sign, "", text) for sign, text in zip(signs, words, strict=True)]
    assert [entry.label for entry in foremost(entries, 330, 1.0)] == ["Open", "Closed", "Aid"]
    assert foremost(entries, 2000, 1.0) == entries


def test_circles_are_explained_once_by_what_they_count():
    group = "People housed (area of circle)"
    entries = [LegendEntry(group, "circle", "", text, size) for text, size in (("400", 30.0), ("20", 9.0))]
    shown = foremost([LegendEntry("Road", "status", "open", "Open"), *entries], 600, 1.0)
    assert [entry.label for entry in shown] == ["Open", group]
    assert shown[1].size < 10
