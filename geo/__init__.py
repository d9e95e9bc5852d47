"""The domain of Passage: pure functions over tables of places, events, routes and figures."""
