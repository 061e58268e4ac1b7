"""Do the rules of the house hold? Guards, table names, templates, sizes, words."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import UniqueConstraint

from lms.bootstrap.features import FEATURES
from lms.bootstrap.tables import METADATA
from lms.core.web.guards import guard_of

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("lms", "courses", "assessments", "certificates")
LONGEST_FILE = 400


def _sources():
    for house in HOUSES:
        yield from sorted((ROOT / house).rglob("*.py"))


def _templates():
    for house in HOUSES:
        yield from sorted((ROOT / house).rglob("templates/**/*.html"))


def test_every_view_declares_its_guard(built_app):
    without = {
        endpoint for endpoint, view in built_app.view_functions.items() if guard_of(view) is None
    }

    assert without == set()


def test_every_permission_of_a_guard_is_given_to_some_role(built_app):
    given = {
        name
        for feature in FEATURES
        for names in feature.role_permissions.values()
        for name in names
    }
    asked = {
        name
        for view in built_app.view_functions.values()
        for name in (guard_of(view).permissions if guard_of(view) else ())
    }

    assert asked - given == set()


def test_tables_carry_their_feature():
    names = {feature.name for feature in FEATURES} | {"core"}
    strangers = {
        table.name for table in METADATA.sorted_tables if table.name.split("_", 1)[0] not in names
    }

    assert strangers == set()


def test_every_job_kind_subscriber_and_schedule_has_a_name_of_its_own():
    for attribute in ("job_kinds", "subscribers", "schedules"):
        names = [item.name for feature in FEATURES for item in getattr(feature, attribute)]
        assert len(names) == len(set(names)), attribute


def test_every_schedule_makes_a_known_kind_of_job():
    kinds = {kind.name for feature in FEATURES for kind in feature.job_kinds}

    assert {s.kind for feature in FEATURES for s in feature.schedules} <= kinds


def test_menu_entries_lead_to_views(built_app):
    for feature in FEATURES:
        for entry in (*feature.navigation, *feature.homes):
            assert entry.endpoint in built_app.view_functions, entry.endpoint


def test_constraints_have_names_that_postgresql_keeps_whole():
    for table in METADATA.sorted_tables:
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                assert constraint.name, table.name
            assert len(str(constraint.name or "")) <= 63, constraint.name
        for index in table.indexes:
            assert len(str(index.name)) <= 63, index.name


@pytest.mark.parametrize("path", list(_templates()), ids=lambda p: str(p.relative_to(ROOT)))
def test_template_compiles_and_has_no_style_or_script_of_its_own(built_app, path):
    text = path.read_text()

    built_app.jinja_env.parse(text)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"", text)
    for tag in re.findall(r"<script[^>]*>", text):
        assert "nonce=" in tag, tag


def test_files_stay_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in _sources()
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in _sources()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_services_never_commit_and_never_send():
    faults = [
        f"{path.relative_to(ROOT)}: {call}"
        for path in _sources()
        if "/services/" in str(path) and "/operations/" not in str(path)
        for call in re.findall(r"\.commit\(\)|\.delay\(|apply_async", path.read_text())
    ]

    assert faults == []


def test_only_the_clock_reads_the_clock():
    faults = [
        str(path.relative_to(ROOT))
        for path in _sources()
        if re.search(r"datetime\.now\(|date\.today\(|utcnow\(", path.read_text())
        and path.name != "clock.py"
    ]

    assert faults == []


def test_nothing_is_left_open_or_skipped():
    marks = "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error"))
    found = subprocess.run(
        ["git", "grep", "-nE", rf"\b({marks})\b", "--", "*.py", "*.html", "*.js", "*.css"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout

    assert found == ""


def test_rooms_have_the_agreed_names():
    refused = {"utils", "helpers", "common", "manager", "misc"}

    assert [str(p.relative_to(ROOT)) for p in _sources() if p.stem in refused] == []
