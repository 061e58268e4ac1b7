"""Files of answers: opened by who may read them, as downloads, and by nobody else."""

import io

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from assessments.transfer.models import Commitment, Evidence
from assessments.transfer.rules.answers import Question
from assessments.transfer.rules.states import Audience, Channel
from assessments.transfer.services.answer_milestone import GivenAnswer, Source, answer_milestone
from lms.accounts.models import RoleGrant
from lms.core import clock
from lms.core.access import SYSTEM, Role, Scope
from lms.core.files.uploads import receive_bytes
from tests.factories.transfer import make_learner, make_open_milestone, send
from tests.support.sign_in import make_person, make_staff, sign_in

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def learner(session):
    found = make_learner(session)
    send(session, found)
    found.milestone_id = make_open_milestone(session, found)
    return found


@pytest.fixture
def files(session, learner):
    """Addresses of an open and a confidential evidence, and of scans of both sheets."""
    commitment_id = session.scalars(select(Commitment.id)).one()
    for is_confidential in (False, True):
        answer_milestone(
            session,
            SYSTEM,
            learner.milestone_id,
            Source(informant=Audience.PARTICIPANT),
            GivenAnswer(
                question=Question.EVIDENCE,
                commitment_id=commitment_id,
                files=(FileStorage(io.BytesIO(PDF), f"acta-{is_confidential}.pdf"),),
                is_confidential=is_confidential,
            ),
        )
    typist = make_person(session, given_names="Tania", first_surname="Rojas")
    scans = {}
    for audience, code in (
        (Audience.PARTICIPANT, "aplicado"),
        (Audience.SUPERVISOR, "una_vez"),
    ):
        scan = receive_bytes(session, PDF, f"hoja-{audience}.pdf", owner_person_id=typist.id)
        session.flush()
        answer_milestone(
            session,
            SYSTEM,
            learner.milestone_id,
            Source(
                informant=audience,
                channel=Channel.PAPER,
                entered_by_person_id=typist.id,
                scan_file_id=scan.id,
            ),
            GivenAnswer(question=Question.STATE, commitment_id=commitment_id, codes=(code,)),
        )
        scans[audience] = scan.id
    session.commit()
    evidence = {one.is_confidential: one.file_id for one in session.scalars(select(Evidence))}
    session.commit()
    found = {
        "open": evidence[False],
        "confidential": evidence[True],
        "own sheet": scans[Audience.PARTICIPANT],
        "superior's sheet": scans[Audience.SUPERVISOR],
    }
    return {name: f"/seguimientos/archivos/{key}" for name, key in found.items()}


def _opened(client, files):
    return {name for name, address in files.items() if client.get(address).status_code == 200}


def test_coordination_opens_every_file_from_the_page_of_the_milestone(
    session, client, learner, files
):
    sign_in(client, make_staff(session, Role.COORDINATOR).id)

    page = client.get(f"/seguimientos/{learner.milestone_id}").get_data(as_text=True)
    sent = client.get(files["open"])

    assert all(f'href="{address}"' in page for address in files.values())
    assert "transcrito por Tania Rojas" in page
    assert _opened(client, files) == set(files)
    assert sent.data == PDF
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "acta-False.pdf" in sent.headers["Content-Disposition"]
    assert sent.headers["Cache-Control"] == "no-store"


def test_a_trainer_of_the_edition_opens_and_is_shown_what_is_not_confidential(
    session, client, learner, files
):
    trainer = make_staff(session, Role.TRAINER, scope=Scope.EDITION, scope_id=learner.edition.id)
    sign_in(client, trainer.id)

    page = client.get(f"/seguimientos/{learner.milestone_id}").get_data(as_text=True)

    assert _opened(client, files) == set(files) - {"confidential"}
    assert files["confidential"] not in page
    assert "acta-True.pdf" not in page


def test_a_participant_opens_the_own_files_from_the_plan_and_not_the_superiors_sheet(
    session, client, learner, files
):
    sign_in(client, learner.person_id)

    page = client.get(f"/mi-formacion/{learner.id}/plan").get_data(as_text=True)

    assert _opened(client, files) == {"open", "confidential", "own sheet"}
    assert files["open"] in page
    assert files["confidential"] in page
    assert files["superior's sheet"] not in page


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (None, None),
        (Role.TRAINER, Scope.EDITION),
        (Role.COORDINATOR, Scope.EDITION),
        (Role.LIAISON, Scope.ORGANIZATION),
        (Role.SPONSOR, Scope.PLATFORM),
    ],
)
def test_everybody_else_finds_no_file(session, client, files, role, scope):
    other = make_learner(session)
    person = (
        make_person(session)
        if role is None
        else make_staff(
            session,
            role,
            scope=scope,
            scope_id=None if scope is Scope.PLATFORM else other.edition.id,
        )
    )
    sign_in(client, person.id)

    assert {client.get(address).status_code for address in files.values()} == {404}


def test_without_signing_in_the_way_leads_to_the_entrance(client, files):
    assert "/entrar" in client.get(files["open"]).headers["Location"]


def test_a_coordinator_of_another_edition_reads_here_only_what_a_trainer_reads(
    session, client, learner, files
):
    other = make_learner(session)
    person = make_staff(session, Role.COORDINATOR, scope=Scope.EDITION, scope_id=other.edition.id)
    session.add(
        RoleGrant(
            person_id=person.id,
            role=Role.TRAINER,
            scope=Scope.EDITION,
            scope_id=learner.edition.id,
            starts_at=clock.now(),
        )
    )
    session.commit()
    sign_in(client, person.id)

    page = client.get(f"/seguimientos/{learner.milestone_id}").get_data(as_text=True)

    assert files["open"] in page
    assert files["confidential"] not in page
    assert _opened(client, files) == set(files) - {"confidential"}
