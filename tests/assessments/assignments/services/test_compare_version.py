"""Flagged copies: identical files and near-identical texts of different people."""

from sqlalchemy import select

from assessments.assignments.models import Likeness, SubmissionVersion
from assessments.assignments.queries.likeness import likenesses
from assessments.assignments.services.compare_version import run_comparison
from lms.core.access import Reach, Scope
from lms.core.db.unit_of_work import unit_of_work
from lms.core.ids import new_id
from tests.factories.assignments import (
    ALL,
    add_participant,
    make_world,
    return_for_correction,
    send,
    upload,
)

LONG = " ".join(f"palabra{n}" for n in range(120))
OTHER = " ".join(f"distinta{n}" for n in range(120))
PDF = b"%PDF-1.4\nigual\n%%EOF"


def _compare_all(session):
    versions = session.scalars(select(SubmissionVersion.id).order_by(SubmissionVersion.id)).all()
    session.commit()
    for version_id in versions:
        with unit_of_work() as inside:
            run_comparison(inside, {"version_id": str(version_id)})
    return versions


def test_identical_file_under_another_name_is_flagged_both_ways(session):
    world = make_world(session, people=2)
    first, second = world.people
    send(first, LONG, [upload(PDF, "mio.pdf")])
    send(second, OTHER, [upload(PDF, "suyo.pdf")])

    one, two = _compare_all(session)

    for version_id in (one, two):
        (row,) = likenesses(session, ALL, version_id)
        assert (row.has_same_file, row.text_percent) == (True, 0)


def test_near_identical_text_is_flagged_with_its_share(session):
    world = make_world(session, people=2)
    send(world.people[0], LONG)
    send(world.people[1], LONG.replace("palabra60 ", "cambiada ").upper())

    _one, two = _compare_all(session)

    (row,) = likenesses(session, ALL, two)
    assert not row.has_same_file
    assert 85 <= row.text_percent < 100


def test_own_second_version_and_different_texts_are_not_flagged(session):
    world = make_world(session, people=2)
    first, second = world.people
    submission_id = send(first, LONG)
    send(second, OTHER)
    return_for_correction(submission_id)
    send(first, LONG + " más", base_number=1)

    _compare_all(session)

    assert session.scalars(select(Likeness)).all() == []


def test_comparing_again_changes_nothing(session):
    world = make_world(session, people=2)
    for who in world.people:
        send(who, LONG)

    _compare_all(session)
    before = session.scalars(select(Likeness.id)).all()
    _compare_all(session)

    assert session.scalars(select(Likeness.id)).all() == before


def test_name_of_another_edition_is_shown_only_within_the_reach(session):
    world = make_world(session)
    from tests.factories.learning import make_edition

    elsewhere = make_edition(session, world.course)
    stranger = add_participant(session, elsewhere, world.activity_id)
    send(world.people[0], LONG)
    send(stranger, LONG)

    one, _two = _compare_all(session)

    mine = Reach(ids={Scope.EDITION: frozenset({world.edition_id})})
    assert likenesses(session, mine, one) == ()
    assert likenesses(session, ALL, one) != ()
    assert likenesses(session, Reach(ids={Scope.EDITION: frozenset({new_id()})}), one) == ()
