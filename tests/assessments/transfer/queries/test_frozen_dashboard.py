"""Cuts: found again by edition and year, whole, and no way around what is reserved today."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from assessments.statistics.reasons import Reason
from assessments.transfer.models import Plan, Snapshot
from assessments.transfer.queries.dashboard import dashboard
from assessments.transfer.queries.dashboard_tables import TransferFilter
from assessments.transfer.queries.frozen_dashboard import (
    CutFilter,
    cut_choices,
    cut_list,
    frozen_dashboard,
)
from assessments.transfer.rules.answers import Factor
from assessments.transfer.services.freeze_figures import freeze_if_last
from courses.learning.models import Edition, Enrolment
from lms.core import ids
from lms.core.access import Reach, Scope
from tests.factories.many_milestones import make_many_milestones
from tests.factories.transfer_competency import ask_for_competency
from tests.factories.transfer_factors import name_factors

EVERYTHING = Reach(everything=True)


@pytest.fixture
def made(session):
    return make_many_milestones(session, 48, editions=2, answered_every=1)


def test_a_cut_keeps_factors_competencies_and_confidence(session, made):
    first = made.enrolments[0::2]
    name_factors(session, first[:7], Factor.TIME)
    name_factors(session, first[7:9], Factor.TEAM)
    version_id = session.get_one(Edition, made.editions[0]).course_version_id
    ask_for_competency(session, version_id, code="T4", name="Planificación")
    live = dashboard(session, EVERYTHING, TransferFilter(edition_id=str(made.editions[0])))
    snapshot_id = freeze_if_last(session, made.editions[0], 90, moment="close")
    session.execute(update(Plan).values(efficacy_before=1, efficacy_after=1))
    session.flush()

    cut = frozen_dashboard(session, EVERYTHING, snapshot_id)

    assert cut.hindered == live.hindered
    assert [(line.factor, line.people) for line in cut.hindered.lines] == [
        (Factor.TIME, 7),
        (Factor.TEAM, Reason.SUPPRESSED),
    ]
    assert cut.efficacy == live.efficacy
    assert cut.efficacy.people == 24
    assert [(row.label, row.figures.finished) for row in cut.by_competency.rows] == [
        ("Planificación", 24)
    ]


def test_a_cut_counts_factors_of_whom_its_figures_count(session, made):
    first = made.enrolments[0::2]
    name_factors(session, first[:7], Factor.TIME)
    session.get_one(Enrolment, first[0]).pass_count = 2
    session.flush()

    snapshot_id = freeze_if_last(session, made.editions[0], 90, moment="close")

    kept = session.get_one(Snapshot, snapshot_id).figures
    assert kept["factors"] == [{"polarity": "hindered", "factor": "TIEMPO", "people": 6}]
    assert kept["factor_people"] == {"helped": 0, "hindered": 6}


def test_an_older_cut_still_opens(session, made):
    snapshot_id = freeze_if_last(session, made.editions[0], 90, moment="close")
    row = session.get_one(Snapshot, snapshot_id)
    older = {"polarity": "hindered", "factor": "TIEMPO"}
    row.figures = {
        "cells": row.figures["cells"],
        "factors": [older | {"people": 8}, older | {"factor": "EQUIPO", "people": 2}],
    }
    session.flush()

    cut = frozen_dashboard(session, EVERYTHING, snapshot_id)

    assert cut.total.finished == 24
    assert cut.hindered.people is None
    assert [line.people for line in cut.hindered.lines] == [8, Reason.SUPPRESSED]
    assert (cut.efficacy, cut.by_competency.rows) == (Reason.TOO_FEW, ())


def test_a_cut_shows_nothing_of_an_edition_that_is_reserved_today(session, made):
    snapshot_id = freeze_if_last(session, made.editions[0], 90, moment="close")
    for enrolment_id in made.enrolments[1::2][3:]:
        session.get_one(Enrolment, enrolment_id).pass_count = 2
    session.flush()

    cut = frozen_dashboard(session, EVERYTHING, snapshot_id)

    assert cut.by_organization.total.is_hidden
    assert cut.efficacy is Reason.SUPPRESSED


def _keep(session, edition_id, year, days):
    session.add(
        Snapshot(
            id=ids.new_id(),
            edition_id=edition_id,
            days=days,
            moment=f"close:{year}-06-01",
            rule_version=1,
            figures={},
            created_at=datetime(year, 6, 1, tzinfo=UTC),
        )
    )


def test_every_cut_is_found_by_page_edition_and_year(session, made):
    first, second = made.editions
    for days in range(1, 61):
        _keep(session, first, 2026, days)
    _keep(session, second, 2024, 90)
    session.flush()

    pages = [cut_list(session, EVERYTHING, CutFilter(), number=number) for number in (1, 2)]

    assert (pages[0].total, len(pages[0].rows), len(pages[1].rows)) == (61, 50, 11)
    assert pages[1].rows[-1].frozen_at.year == 2024
    assert cut_list(session, EVERYTHING, CutFilter(year=2024), number=1).total == 1
    assert cut_list(session, EVERYTHING, CutFilter(edition_id=first), number=1).total == 60
    assert cut_choices(session, EVERYTHING)[1] == [(2026, "2026"), (2025, "2025"), (2024, "2024")]


def test_a_sponsor_finds_cuts_of_own_editions_only(session, made):
    _keep(session, made.editions[0], 2026, 90)
    session.flush()
    elsewhere = Reach(ids={Scope.EDITION: frozenset({made.editions[1]})})

    assert cut_list(session, elsewhere, CutFilter(), number=1).total == 0
    assert cut_choices(session, elsewhere) == ([], [])
