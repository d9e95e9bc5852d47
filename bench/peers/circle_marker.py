"""A folium.CircleMarker for each event, in a feature group of st_folium."""

import folium

from same_page import show_folium, shown

group = folium.FeatureGroup("events")
frame = shown("folium.CircleMarker")
for lat, lon, colour in zip(frame["lat"], frame["lon"], frame["colour"], strict=True):
    group.add_child(folium.CircleMarker((lat, lon), radius=4, color=colour, fill=True))
show_folium(group)
