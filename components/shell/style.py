"""The little that the theme's options do not reach. Holds no text of data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

_SHEETS = tuple(Path(__file__).parent / name for name in ("phone.css", "print.css"))

# Three sizes of type: 1.6rem for figures, 1rem to read, .86rem for controls and what stands beside.
_CSS = """
:root { --line: color-mix(in srgb, currentColor 18%, transparent); --small: .86rem; }
.stApp { font-variant-numeric: tabular-nums; --accent: light-dark(#0F5C63, #5CB8BE); }
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0 1.25rem 2rem; max-width: none; }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: .75rem; }
.stElementContainer:has(> .stHtml > style) { display: none; }

/* The masthead stays in sight, so it needs a ground of its own: that of the theme. */
div:has(> .st-key-where), div:has(> .st-key-masthead) { background: light-dark(#FFFFFF, #12181E); }
div:has(> .st-key-masthead) { position: sticky; top: 0; z-index: 100; margin: 0 -1.25rem;
  width: calc(100% + 2.5rem) !important; max-width: none; align-self: flex-start; }
.st-key-masthead { width: 100%; gap: 0; border-bottom: 1px solid var(--line); }
.st-key-top { padding: 0 1.25rem; min-height: 44px; gap: .2rem; border-bottom: 1px solid var(--line); }
.st-key-brand { margin-right: .75rem; }
.st-key-filters { padding: .4rem 1.25rem; min-height: 46px; gap: .4rem;
  background: color-mix(in srgb, currentColor 5%, transparent); }
.st-key-masthead button, .st-key-present a { min-height: 30px; padding: .1rem .6rem; }
.st-key-masthead button p, .st-key-masthead a p { font-size: var(--small); white-space: nowrap; }
.st-key-top [data-testid="stSelectbox"] [data-baseweb="select"] > div { min-height: 32px; height: 32px;
  font-size: var(--small); }
.st-key-masthead [data-testid="stPopoverButton"] div:has(> [data-testid="stIconMaterial"]),
.st-key-answer [data-testid="stPopoverButton"] div:has(> [data-testid="stIconMaterial"]) { display: none; }
.st-key-as_at_group button kbd, .st-key-as_at_group [data-testid="stButtonShortcut"] { display: none; }
.st-key-filters > div:has(> .st-key-count) { flex: 1 1 auto; width: auto; }
.st-key-as_at_group { flex-wrap: nowrap; }
.st-key-count { align-items: flex-end; }
.st-key-masthead .st-key-count button { padding: 0; justify-content: flex-end; }
.st-key-filters em { font-style: normal; }
div:has(> .st-key-where) { display: none; }

.st-key-top [data-testid="stPageLink"] a { background: none; border-radius: 0; padding: .55rem .4rem;
  min-height: 44px; border-bottom: 3px solid transparent; }
.st-key-top [data-testid="stPageLink"] a:hover { border-bottom-color: var(--line); }
.st-key-top [class*="st-key-nav_here"] a { border-bottom-color: var(--accent); font-weight: 650; }

/* As much room as the widest answer of the shipped cases takes on any page, so that no step moves the map:
   five lines, or four figures whose words take four. */
.st-key-answer { min-height: 144px; gap: 1.5rem; }
.st-key-sentences { gap: .1rem; }
.st-key-sentences p { line-height: 1.5; }
div:has(> .st-key-sentences) { flex: 1 1 555px; max-width: 60rem; }
div:has(> .st-key-figures) { flex: 1 1 455px; }
.st-key-figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: .5rem; }
[class*="st-key-figure_"] { gap: .1rem; border-left: 3px solid var(--line); padding-left: .5rem; }
.st-key-figures [data-testid="stMarkdownContainer"] { margin: 0; }
.st-key-figures p { margin: 0; font-size: var(--small); line-height: 1.3; }
.st-key-figures p + p { margin-top: .1rem; }
.st-key-figures [class*="st-key-figure_"] > :first-child p:first-child {
  font-size: 1.6rem; font-weight: 700; line-height: 1.2; }
.st-key-answer [data-testid="stPopoverButton"] { padding: 0; min-height: 24px; }
/* A text's box reaches a line below its letters: what opens stands above it, or its upper half is dead. */
[data-testid="stPopover"] { position: relative; z-index: 1; }
.st-key-answer [data-testid="stPopoverButton"] p { font-size: var(--small); text-decoration: underline;
  text-underline-offset: 2px; }
.st-key-changes { gap: .2rem; }
.st-key-changes h5 { padding: 0; }
.st-key-changes li { margin-bottom: .05rem; line-height: 1.35; font-size: .93rem; }
.st-key-changes_left_out p { font-size: var(--small); }
.st-key-changes_more button { min-height: 30px; padding: .1rem .6rem; }
.st-key-changes_more button p { font-size: var(--small); }
.st-key-purpose { row-gap: 0; column-gap: .6rem; }
.st-key-purpose [data-testid="stPageLink"] a { padding: 0; min-height: 24px; background: none; }
.st-key-purpose [data-testid="stPageLink"] p { font-size: var(--small); text-decoration: underline;
  text-underline-offset: 2px; }
.st-key-event_card { min-height: 56px; gap: .35rem; }

/* The map takes the room the answer leaves; while it plays, what it is ahead of stands back. */
.st-key-stage_map iframe { height: clamp(450px, calc(100vh - 340px), 1000px); }
/* Two maps and what changed between them share the first screen. */
@media (min-width: 701px) and (max-width: 2559px) {
  .st-key-stage_above:has(.st-key-changes) { gap: .3rem; }
  div:has(> .st-key-stage_above .st-key-changes) ~ div .st-key-stage_map iframe {
    height: clamp(405px, calc(100vh - 372px), 1000px); }
}
@media (min-width: 2560px) {
  html { font-size: 24px !important; }
  .st-key-find_place { width: 15rem !important; }
  .st-key-stage_map iframe { height: clamp(470px, calc(100vh - 470px), 1900px); }
}
.st-key-stage_above, .st-key-stage_below { transition: opacity .12s; }
.map-ahead .st-key-stage_above, .map-ahead .st-key-stage_below { opacity: .4; }

/* A chart that is kept while its as-at line moves over it. */
[class*="st-key-dated_"] { position: relative; }
[class*="st-key-dated_"] > .stElementContainer:has(> .stHtml) { display: block; position: absolute;
  inset: 0; pointer-events: none; }
[class*="st-key-dated_"] .stHtml { position: absolute; inset: 0; }
.as-at-line { position: absolute; top: 22px; bottom: 24px; border-left: 2px solid currentColor; }
.after-as-at { position: absolute; top: 22px; bottom: 24px;
  background: light-dark(rgb(255 255 255 / 68%), rgb(18 24 30 / 68%)); }
.as-at-line span { position: absolute; top: -20px; white-space: nowrap; font-size: 12px; font-weight: 600; }
.as-at-line .before { right: 7px; }
.as-at-line .after { left: 5px; }

/* Streamlit's own dialogs and tools: none is ours. What one says of the connection stands in one line, which
   connection.js writes. */
[data-testid="stDialog"], [data-testid="stStatusWidget"], [data-testid="stToolbar"],
[data-testid="stElementToolbar"] { display: none; }
#line-lost { position: fixed; inset: 0 0 auto; z-index: 1000000; margin: 0; height: 30px; padding: 0 1.25rem;
  background: #1B2733; color: #FFFFFF; font: 13px/30px 'Noto Sans', 'Segoe UI', system-ui, sans-serif;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.line-lost [data-testid="stApp"] { top: 30px; }

.rows { width: 100%; border-collapse: collapse; font-size: .93rem; line-height: 1.45; }
.rows :is(th, td) { text-align: start; vertical-align: top; padding: .35rem .6rem; font-weight: 400;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
.rows thead th { color: light-dark(#52606D, #A9B6C2); vertical-align: bottom; }

[data-testid="stPopoverBody"] [data-testid="stVerticalBlock"] { gap: .45rem; }
[data-testid="stPopoverBody"] :is(p, li) { font-size: var(--small); }
[data-testid="stPopoverBody"] .stButton button { min-height: 32px; padding: .1rem .6rem; }

/* Undo stays in sight below a long list of scenes. */
div:has(> .st-key-scenes_bar) { position: sticky; bottom: 0; z-index: 90; padding: .35rem 0;
  border-top: 1px solid var(--line); background: light-dark(#FFFFFF, #12181E); }


/* One row holds the usual filters: the count gives up its aside first, then each button some room. */
@media (max-width: 1640px) {
  .st-key-count em { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (min-width: 1700px) {
  .st-key-answer { min-height: 128px; }
  div:has(> .st-key-masthead .st-key-nav_here_home) ~ div .st-key-answer { min-height: 140px; }
}
@media (min-width: 701px) and (max-width: 1400px) {
  .st-key-filters { gap: .25rem; }
  .st-key-filters button { padding: .1rem .35rem; }
  .st-key-filters em { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
"""


def show() -> None:
    """Put the style sheet on the page."""
    st.html(f"<style>{_CSS}{_sheets()}</style>")


@cache
def _sheets() -> str:
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in _SHEETS)
