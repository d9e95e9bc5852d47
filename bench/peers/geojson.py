"""One folium.GeoJson of all events, in a feature group of st_folium."""

import folium
import geopandas as gpd

from same_page import show_folium, shown

frame = shown("folium.GeoJson")
points = gpd.points_from_xy(frame["lon"], frame["lat"], crs="EPSG:4326")
table = gpd.GeoDataFrame(frame[["title", "category", "colour"]], geometry=points)
group = folium.FeatureGroup("events")
layer = folium.GeoJson(
    table,
    marker=folium.CircleMarker(radius=4, fill=True),
    style_function=lambda feature: {"color": feature["properties"]["colour"]},
)
group.add_child(layer)
show_folium(group)
