"""Briefing: the scenes that are told, their order and words, and what can be taken away."""

from components.brief import (
    briefing_session,
    briefing_share,
    briefing_versions,
    export_panel,
    refreshed_scenes,
    scene_list,
)
from components.session import session_case, view_url
from components.session.compartment import part
from geo.briefing.briefing import known_by

full_case, view, opened = session_case.full_case(), view_url.current(), briefing_session.current()
terms = session_case.terms(full_case)
known = known_by(opened.briefing, full_case.settings, terms, view.known)
nothing_hidden = len(known.scenes) == len(opened.briefing.scenes)

with part("What happened to the briefing"):
    briefing_versions.notices(full_case, terms, opened)
with part("The files to take away"):
    export_panel.show(full_case, terms, known, view)
with part("The list of scenes"):
    scene_list.show(full_case, terms, opened, known, view.at)
if nothing_hidden:
    with part("Undo and earlier versions"):
        briefing_versions.bar(full_case, terms, opened)
    with part("What is different by now"):
        refreshed_scenes.show(full_case, opened)
    with part("Sharing the briefing"):
        briefing_share.show(full_case, opened)
with part("Looking for changes elsewhere"):
    briefing_versions.watch()
