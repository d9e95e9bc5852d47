"""Briefing: the scenes that are told, their order and words, and what can be taken away."""

from components import (
    briefing,
    briefing_share,
    case,
    exports,
    scene_list,
    told_again,
    view_url,
)

whole, view, opened = case.whole(), view_url.current(), briefing.current()
terms = case.terms(whole)

exports.show(whole, terms, opened.briefing, view)
scene_list.show(whole, terms, opened)
told_again.show(whole, opened)
briefing_share.show(whole, opened)
