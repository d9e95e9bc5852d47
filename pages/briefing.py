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

whole, view, opened = session_case.whole(), view_url.current(), briefing_session.current()
terms = session_case.terms(whole)

with part("What happened to the briefing"):
    briefing_versions.notices(whole, terms, opened)
with part("The files to take away"):
    export_panel.show(whole, terms, opened.briefing, view)
with part("The list of scenes"):
    scene_list.show(whole, terms, opened)
with part("Undo and earlier versions"):
    briefing_versions.bar(whole, terms, opened)
with part("What is different by now"):
    refreshed_scenes.show(whole, opened)
with part("Sharing the briefing"):
    briefing_share.show(whole, opened)
with part("Looking for changes elsewhere"):
    briefing_versions.watch()
