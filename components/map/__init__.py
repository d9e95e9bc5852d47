"""The map: the only part of Passage that knows folium and Leaflet."""
