"""Briefing: the scenes that are told, their order and words, and what can be taken away."""

from components.brief import briefing_session, briefing_share, export_panel, refreshed_scenes, scene_list
from components.session import session_case, view_url

whole, view, opened = session_case.whole(), view_url.current(), briefing_session.current()
terms = session_case.terms(whole)

export_panel.show(whole, terms, opened.briefing, view)
scene_list.show(whole, terms, opened)
refreshed_scenes.show(whole, opened)
briefing_share.show(whole, opened)
