"""The screens of the briefing."""
