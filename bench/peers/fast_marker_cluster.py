"""folium's FastMarkerCluster of all events, in a feature group of st_folium."""

import folium
from folium.plugins import FastMarkerCluster

from same_page import show_folium, shown

# What it loads by itself would come from outside; the same files come with the map here.
FastMarkerCluster.default_js[:] = []
FastMarkerCluster.default_css[:] = []

frame = shown("FastMarkerCluster")
group = folium.FeatureGroup("events")
cluster = FastMarkerCluster(frame[["lat", "lon"]].to_numpy().tolist())  # type: ignore[no-untyped-call]
group.add_child(cluster)
show_folium(group)
