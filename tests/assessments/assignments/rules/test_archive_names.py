"""Names in the archive: safe on every system, and nobody's folder on top of another's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignments.rules.archive_names import folder_names, safe_part


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("María Elena Ñuñez g̃", "María Elena Ñuñez g̃"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\x", "C Windows x"),
        ("a\x00b\nc\u202ed", "abcd"),
        ("CON", "_CON"),
        ("", "_"),
        (" . ", "_"),
        ("x" * 300, "x" * 80),
    ],
)
def test_part_of_a_path_is_safe(name, part):
    assert safe_part(name) == part


def test_two_people_of_one_name_have_two_folders():
    assert folder_names(["Ana Quispe", "ana quispe", "Ana Quispe"]) == [
        "Ana Quispe",
        "ana quispe (2)",
        "Ana Quispe (3)",
    ]


@given(st.text(max_size=200))
def test_no_name_leaves_its_folder(name):
    part = safe_part(name)

    assert part
    assert not set(part) & set('/\\:*?"<>|\0')
    assert part not in (".", "..")
