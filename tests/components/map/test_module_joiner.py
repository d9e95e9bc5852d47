"""Modules joined into one script: in the order of imports, each once, each with names of its own."""

import pytest

from components.map.module_joiner import JoinError, joined


def write(folder, **modules):
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "entry.js"


def test_modules_stand_after_those_they_import_and_once(tmp_path):
    entry = write(
        tmp_path,
        entry='import { a } from "./first.js";\nimport { b } from "./second.js";\nwindow.sum = a + b;\n',
        second='import { a } from "./first.js";\nexport const b = a + 1;\n',
        first="const own = 1;\nexport const a = own;\nexport function unused() {}\n",
    )
    script = joined(entry, "const HEAD = 0;")
    assert script.count("const own = 1;") == 1
    assert script.index("const HEAD") < script.index("const own") < script.index("const b =")
    assert "const { a, b }" not in script
    assert "return { a, unused };" in script
    assert "import" not in script
    assert "export" not in script


def test_an_import_may_take_several_lines(tmp_path):
    entry = write(
        tmp_path,
        entry='import {\n  a,\n  b,\n} from "./first.js";\n',
        first="export class a {}\nexport async function b() {}\n",
    )
    assert "const { a, b } = module_first;" in joined(entry)


def test_comments_on_lines_of_their_own_stay_behind(tmp_path):
    entry = write(
        tmp_path,
        entry="""// first
/** @param {number} a */
export function f(a) {
  /**
   * longer
   */
  const x = /** @type {any} */ (a);
  // last
  return `${x}//not a comment`;
}
""",
    )
    script = joined(entry)
    assert not any(word in script for word in ("first", "@param", "longer", "last"))
    assert "const x = /** @type {any} */ (a);\n  return `${x}//not a comment`;" in script


@pytest.mark.parametrize(
    ("modules", "reason"),
    [
        ({"entry": 'import { c } from "./first.js";\n', "first": "export const a = 1;\n"}, "'c'"),
        ({"entry": 'import * as first from "./first.js";\n', "first": ""}, "cannot join"),
        ({"entry": "export default 1;\n"}, "cannot join"),
        ({"entry": "export let a = 1;\n"}, "cannot join"),
        (
            {
                "entry": 'import { a } from "./first.js";\nexport const b = 1;\n',
                "first": 'import { b } from "./entry.js";\nexport const a = b;\n',
            },
            "circle",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused_by_name(tmp_path, modules, reason):
    with pytest.raises(JoinError, match=reason):
        joined(write(tmp_path, **modules))
