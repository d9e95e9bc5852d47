"""Briefing: the scenes that are told, their order and words, and what can be taken away."""

from components.brief import briefing_session, briefing_share, export_panel, refreshed_scenes, scene_list
from components.session import session_case, view_url
from components.session.compartment import part

whole, view, opened = session_case.whole(), view_url.current(), briefing_session.current()
terms = session_case.terms(whole)

with part("The files to take away"):
    export_panel.show(whole, terms, opened.briefing, view)
with part("The list of scenes"):
    scene_list.show(whole, terms, opened)
with part("The scenes told again"):
    refreshed_scenes.show(whole, opened)
with part("Sharing the briefing"):
    briefing_share.show(whole, opened)
