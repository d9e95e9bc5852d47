"""ES modules joined into one classic script, for a frame and a file that can load no modules.

Each module becomes a function that is run once, after those it imports, and gives back what it exports; its
other names stay its own, and comments stay behind. Of modules our scripts use only what is read here;
anything else is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|class|(?:async )?function\*?) (\w+)\b)", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
# A comment on lines of its own, which no browser needs.
_COMMENT = re.compile(r"^ *(?://[^\n]*|/\*\*(?:(?!\*/)[\s\S])*\*/)\n", re.MULTILINE)


class JoinError(ValueError):
    """A module cannot be joined; the message names it and says why."""


def joined(entry: Path, head: str = "") -> str:
    """Return the script of an entry and all it imports, inside one scope that begins with ``head``."""
    parts: list[str] = []
    _add(entry.resolve(), (), {}, parts)
    return "\n".join(["(function () {", '"use strict";', head, *parts, "})();"])


def _add(file: Path, importers: tuple[Path, ...], exports: dict[Path, list[str]], parts: list[str]) -> None:
    """Append a module after those it imports, once; `exports` has the names each added one gives."""
    if file in importers:
        raise JoinError(f"{file.name}: imports form a circle through {importers[-1].name}")
    if file in exports:
        return
    if file.stem in {other.stem for other in exports}:
        raise JoinError(f"{file.name}: two modules have this name")
    text = _COMMENT.sub("", file.read_text("utf-8"))
    for _, address in _IMPORT.findall(text):
        _add((file.parent / address).resolve(), (*importers, file), exports, parts)
    body = _IMPORT.sub(lambda match: _names_of(file, match, exports), text)
    exports[file] = _EXPORT.findall(body)
    body = _EXPORT.sub("", body)
    if other := _OTHER.search(body):
        raise JoinError(f"{file.name}: cannot join {other[0]!r}; import and export by name")
    exported = ", ".join(exports[file])
    parts.append(f"const module_{file.stem} = (function () {{\n{body}return {{ {exported} }};\n}})();")


def _names_of(file: Path, match: re.Match[str], exports: dict[Path, list[str]]) -> str:
    """Return what stands for an import: its names, taken from the module that must export them."""
    source = (file.parent / match[2]).resolve()
    names = [name.strip() for name in match[1].split(",") if name.strip()]
    for name in names:
        if name not in exports[source]:
            raise JoinError(f"{file.name}: {source.name} does not export {name!r}")
    return f"const {{ {', '.join(names)} }} = module_{source.stem};\n"
