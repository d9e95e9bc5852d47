"""The pages by name in the address and title, in the order of the top line."""

# File and title of each page, in the order of the top line; the first answers "/".
PAGES = (
    ("situation", "Situation"),
    ("blockade", "Blockade"),
    ("aid", "Aid"),
    ("displacement", "Displacement"),
    ("diplomacy", "Diplomacy"),
    ("events", "Events"),
    ("sources", "Sources"),
    ("data", "Data"),
    ("briefing", "Briefing"),
)
