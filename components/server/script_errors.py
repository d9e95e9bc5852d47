"""An error outside every part of a page, as that of a button: told in our words, not Streamlit's."""

from __future__ import annotations

from importlib import import_module


def tell(error: Exception) -> bool:
    """Say on the page that what was asked for failed, under the log's code, and show the page under it.

    Streamlit has given up the run by now. True keeps it from words of its own.
    """
    import_module("components.session.compartment").report("What was asked for", error, "could not be done")
    import_module("components.shell.shell").run()
    return True
