"""Entities: shipped once, named in time, found by any name, posts with one holder at a time."""

from datetime import date

import pytest

from lms.core.access import SYSTEM
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import ConflictError, DomainError
from lms.organizations.api import find_organization, name_at, superior_of
from lms.organizations.models import OrganizationKind
from lms.organizations.queries.organization_pages import organization_list
from lms.organizations.services.change_organization import (
    OrganizationInput,
    add_alias,
    create_organization,
    rename_organization,
)
from lms.organizations.services.hold_post import create_post, hold_post, leave_post
from lms.organizations.services.load_shipped import load_shipped
from tests.support.sign_in import make_person


@pytest.fixture
def shipped(session):
    with unit_of_work() as work:
        return load_shipped(work)


def test_loading_again_adds_nothing(shipped):
    assert shipped > 40
    with unit_of_work() as session:
        assert load_shipped(session) == 0


@pytest.mark.parametrize(
    "typed",
    ["UGM", "ccam", "Escuela de Gestores Municipales", "unidad de gestores MUNICIPALES", "EGM"],
)
def test_school_is_found_by_every_name_it_had(session, shipped, typed):
    found = find_organization(session, typed)

    assert found is not None
    assert name_at(session, found, date(2018, 6, 1)) == "Unidad de Gestores Municipales"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2008, 1, 1), "Centro de Capacitación Municipal"),
        (date(2014, 12, 31), "Centro de Capacitación Municipal"),
        (date(2015, 1, 1), "Escuela de Gestores Municipales"),
        (date(2017, 12, 31), "Escuela de Gestores Municipales"),
        (date(2018, 1, 1), "Unidad de Gestores Municipales"),
    ],
)
def test_school_has_the_name_of_the_day(session, shipped, day, name):
    assert name_at(session, find_organization(session, "UGM"), day) == name


def test_search_forgives_accents_and_reads_old_names(session, shipped):
    assert [row.short_name for row in organization_list(session, words="gestion publica").rows] == [
        None
    ]
    assert "UGM" in [row.short_name for row in organization_list(session, words="ccam").rows]


def test_unknown_or_doubtful_name_finds_nobody(session, shipped):
    assert find_organization(session, "Municipio de Nunca Jamás") is None
    assert find_organization(session, "") is None


def _new(name, **more):
    with unit_of_work() as session:
        given = OrganizationInput(kind=OrganizationKind.MUNICIPALITY, name=name, **more)
        return create_organization(session, SYSTEM, given)


def test_same_name_with_other_accents_is_refused(session):
    _new("Gobierno Autónomo Municipal de Viacha")

    with pytest.raises(DomainError) as refusal:
        _new("gobierno autonomo municipal de VIACHA")
    assert refusal.value.field == "name"


def test_rename_keeps_the_old_name_until_the_day_before(session):
    entity = _new("Antes")
    with unit_of_work() as work:
        rename_organization(
            work, SYSTEM, entity, name="Después", short_name=None, from_day=date(2027, 1, 1)
        )

    assert name_at(session, entity, date(2026, 12, 31)) == "Antes"
    assert name_at(session, entity, date(2027, 1, 1)) == "Después"
    assert find_organization(session, "antes") == entity


def test_rename_to_a_day_before_the_current_name_is_refused(session):
    entity = _new("Antes")
    with unit_of_work() as work:
        rename_organization(
            work, SYSTEM, entity, name="Después", short_name=None, from_day=date(2027, 1, 1)
        )

    with pytest.raises(DomainError), unit_of_work() as work:
        rename_organization(
            work, SYSTEM, entity, name="Otro", short_name=None, from_day=date(2026, 5, 1)
        )


def test_alias_twice_is_once(session):
    entity = _new("Gobierno Autónomo Municipal de Palca")
    for _ in range(2):
        with unit_of_work() as work:
            add_alias(work, SYSTEM, entity, alias="Pálca de las Ánimas")

    assert find_organization(session, "palca de las animas") == entity


@pytest.fixture
def office(session):
    with unit_of_work() as work:
        chief, clerk = (make_person(work) for _ in range(2))
        people = (chief.id, clerk.id) if hasattr(chief, "id") else (chief, clerk)
    entity = _new("Gobierno Autónomo Municipal de Achocalla")
    with unit_of_work() as work:
        above = create_post(
            work,
            SYSTEM,
            organization_id=entity,
            title="Secretaría",
            superior_post_id=None,
            starts_on=date(2026, 1, 1),
        )
        below = create_post(
            work,
            SYSTEM,
            organization_id=entity,
            title="Técnico",
            superior_post_id=above,
            starts_on=date(2026, 1, 1),
        )
        held = hold_post(
            work, SYSTEM, post_id=above, person_id=people[0], starts_on=date(2026, 1, 1)
        )
        hold_post(work, SYSTEM, post_id=below, person_id=people[1], starts_on=date(2026, 1, 1))
    return above, held, people


def test_superior_is_who_held_the_post_above_that_day(session, office):
    _above, held, (chief, clerk) = office
    with unit_of_work() as work:
        leave_post(work, SYSTEM, held, on=date(2026, 6, 30))

    assert superior_of(session, clerk, date(2026, 6, 30)) == chief
    assert superior_of(session, clerk, date(2026, 7, 1)) is None
    assert superior_of(session, chief, date(2026, 3, 1)) is None


def test_post_has_one_holder_at_a_time(session, office):
    above, _held, (_chief, clerk) = office

    with pytest.raises(ConflictError), unit_of_work() as work:
        hold_post(work, SYSTEM, post_id=above, person_id=clerk, starts_on=date(2027, 1, 1))
