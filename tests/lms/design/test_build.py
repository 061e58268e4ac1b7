"""The build: the same sources give the same files, small enough for a slow phone."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest

from lms.design import build

DESIGN = Path(build.__file__).parent


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_name_carries_the_hash_of_its_content(dist):
    names = json.loads((dist / "manifest.json").read_text())

    assert {"app.css", "app.js", "guide.css", "rubric.js", "icon.svg"} <= set(names)
    for hashed in names.values():
        assert re.fullmatch(r"[\w-]+\.[0-9a-f]{10}\.(css|js|svg)", hashed)


def test_compressed_forms_hold_the_same_content(dist):
    for hashed in json.loads((dist / "manifest.json").read_text()).values():
        plain = (dist / hashed).read_bytes()
        assert gzip.decompress((dist / f"{hashed}.gz").read_bytes()) == plain
        assert brotli.decompress((dist / f"{hashed}.br").read_bytes()) == plain


def test_building_again_changes_nothing_and_drops_what_is_old(dist):
    before = contents(dist)
    (dist / "app.0000000000.css").write_text("old")

    build.build(dist)

    assert contents(dist) == before


def test_all_style_sheets_fit_the_budget(dist):
    sheets = sum(path.stat().st_size for path in dist.glob("*.css.br"))

    assert sheets <= 14 * 1024


def test_the_scripts_of_every_page_fit_the_budget(dist):
    assert next(iter(dist.glob("app.*.js.br"))).stat().st_size <= 2 * 1024


def test_the_scripts_of_every_page_exist():
    for name in build.EVERYWHERE:
        assert (DESIGN / "js" / f"{name}.js").exists()


@pytest.mark.parametrize("path", sorted((DESIGN / "css" / "components").glob("*.css")), ids=str)
def test_only_tokens_hold_raw_colours(path):
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text())


@pytest.mark.parametrize("path", sorted((DESIGN / "css").rglob("*.css")), ids=str)
def test_every_style_is_in_a_layer_and_none_shouts(path):
    css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)

    assert "!important" not in css
    assert re.match(r"\s*@layer ", css)
    assert css.count("{") == css.count("}")


def test_every_token_that_is_used_is_defined():
    css = "\n".join(path.read_text() for path in (DESIGN / "css").rglob("*.css"))

    assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(re.findall(r"(--[\w-]+):", css))
