"""A whole year of follow-up, played by moving the clock; the printed table equals the hand count."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from assessments.transfer.models import (
    Commitment,
    Link,
    Milestone,
    MilestoneStep,
    Plan,
    Reminder,
    Snapshot,
    StopRequest,
    Supervisor,
)
from assessments.transfer.models.link import ReminderChannel, ReminderState
from assessments.transfer.queries.cells import from_values
from assessments.transfer.rules.figures import total_of
from assessments.transfer.rules.ladder import StepState
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.rules.states import Audience, MilestoneState, StopKind
from assessments.transfer.services.change_authorities import change_authorities
from assessments.transfer.services.decide_stop import decide_stop
from assessments.transfer.services.make_milestones import make_milestones
from assessments.transfer.services.set_supervisor import set_supervisor
from assessments.transfer.signing import token_of
from lms.core import clock
from lms.core.access import SYSTEM, Role
from lms.core.db.engine import db
from lms.core.jobs import lease
from lms.core.jobs.queue import enqueue
from lms.core.jobs.run import run_job
from lms.core.mail.models import OutgoingMail
from tests.factories.learning import make_edition, make_organization
from tests.factories.transfer import (
    a_plan,
    make_learner,
    make_passed_without_plan,
    make_plan_course,
    send,
)
from tests.support.sign_in import make_staff, sign_in

DATA = json.loads((Path(__file__).parent / "data" / "transfer_year.json").read_text())
START = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)
OWN = {"A": "aplicado", "P": "parcial", "N": "no_aplicado", "S": "sin_oportunidad"}
SEEN = {"M": "mas_de_una_vez", "O": "una_vez", "X": "no_pudiendo"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


class Year:
    """The edition and its people, the clock, and what the school does each day."""

    def __init__(self, app):
        self.app = app
        self.client = app.test_client()
        self.people: list[SimpleNamespace] = []

    @property
    def session(self):
        return db.session()

    def begin(self):
        session = self.session
        self.coordinator = make_staff(session, Role.COORDINATOR)
        self.edition = make_edition(session, make_plan_course(session))
        self.towns = {town: make_organization(session, town) for town in DATA["people_at_90"]}
        for town, lines in DATA["people_at_90"].items():
            for number, line in enumerate(lines):
                self.people.append(self._join(town, number, line))
        # The events of passing are delivered as jobs: the milestones stand before the first day.
        self.run_jobs()

    def _join(self, town, number, line):
        said, *marks = line.split()
        own, _, seen = said.partition("/")
        n = len(self.people)
        email = None if "nomail" in marks else f"p{n}@municipio.invalid"
        facts = {"email": email, "phone": f"+5917000{n:04}", "organization_id": self.towns[town]}
        if "noplan" in marks:
            learner = make_passed_without_plan(self.session, self.edition, clock.today(), **facts)
            make_milestones(self.session, learner.id, sequence=1, passed_on=clock.today())
            self.session.commit()
        else:
            organization_id = facts.pop("organization_id")
            learner = make_learner(
                self.session, self.edition, organization_id=organization_id, **facts
            )
            boss = email if "self" in marks else f"j{n}@municipio.invalid"
            send(
                self.session,
                learner,
                a_plan(supervisor=SupervisorInput(name=f"Jefatura {n}", email=boss)),
            )
        return SimpleNamespace(
            id=learner.id, town=town, number=number, own=own, seen=seen, marks=marks
        )

    def of(self, town, number):
        return next(p for p in self.people if (p.town, p.number) == (town, number))

    def run_jobs(self):
        while due := lease.due_ids(self.session, limit=500):
            self.session.commit()
            for job_id in due:
                assert run_job(job_id) in ("done", "skipped")
        self.session.commit()

    def go_to(self, day: date):
        """Live through every day on which something is due, up to the morning of a day."""
        until = clock.start_of_day(day) + timedelta(hours=9)
        while True:
            due = self.session.scalar(
                select(func.min(MilestoneStep.due_at)).where(
                    MilestoneStep.state == StepState.WAITING
                )
            )
            self.session.commit()
            if due is None or due > until:
                break
            clock.advance(max(timedelta(0), due + timedelta(minutes=5) - clock.now()))
            self.sweep()
        clock.advance(max(timedelta(0), until - clock.now()))
        self.sweep()

    def sweep(self):
        enqueue(self.session, "transfer.sweep_steps")
        self.session.commit()
        self.run_jobs()

    def day_of(self, days) -> date:
        found = self.session.scalar(
            select(func.max(Milestone.due_on)).where(Milestone.days == days)
        )
        self.session.commit()
        return found

    def milestone(self, person, days):
        found = self.session.scalars(
            select(Milestone).where(Milestone.enrolment_id == person.id, Milestone.days == days)
        ).one()
        self.session.commit()
        return found

    def token(self, person, days, audience):
        seed = self.session.scalars(
            select(Link.seed).where(
                Link.milestone_id == self.milestone(person, days).id,
                Link.audience == audience,
                Link.revoked_at.is_(None),
            )
        ).one_or_none()
        self.session.commit()
        return token_of(seed) if seed else None

    def by_link(self, person, days, audience, screen, **data):
        address = f"/s/{self.token(person, days, audience)}?p={screen}"
        page = self.client.get(address).get_data(as_text=True)
        csrf = page.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self.client.post(address, data=data | {"csrf_token": csrf})
        assert answer.status_code == 303, answer.get_data(as_text=True)

    def say(self, person, days, own=None, seen=None, *, has_document=False):
        if own:
            self.by_link(person, days, Audience.PARTICIPANT, 1, codes=OWN[own])
        if has_document:
            self.by_link(
                person,
                days,
                Audience.PARTICIPANT,
                3,
                files=(io.BytesIO(PDF), "registro.pdf"),
            )
        if seen:
            self.by_link(person, days, Audience.SUPERVISOR, 1, codes=SEEN[seen])

    def by_paper(self, person, days, code):
        desk = sign_in(self.app.test_client(), self.coordinator.id)
        paper = self.session.scalars(
            select(Link.paper_code).where(
                Link.milestone_id == self.milestone(person, days).id,
                Link.audience == Audience.PARTICIPANT,
            )
        ).one()
        self.session.commit()
        address = f"/seguimientos/hoja/{paper}"
        page = desk.get(address).get_data(as_text=True)
        csrf = page.split('name="csrf_token" value="')[1].split('"')[0]
        answer = desk.post(address, data={"codes-0": code, "channel": "paper", "csrf_token": csrf})
        assert answer.status_code == 303

    def comes_back(self, milestone_id, reminder_id):
        desk = sign_in(self.app.test_client(), self.coordinator.id)
        page = desk.get(f"/seguimientos/{milestone_id}").get_data(as_text=True)
        csrf = page.split('name="csrf_token" value="')[1].split('"')[0]
        action = f"/seguimientos/llamadas/{reminder_id}?seguimiento={milestone_id}"
        assert f'action="{action}"' in page
        answer = desk.post(action, data={"accion": "rebotado", "csrf_token": csrf})
        assert answer.status_code == 303

    def table(self, days):
        desk = sign_in(self.app.test_client(), self.coordinator.id)
        answer = desk.get(f"/transferencia.csv?edicion={self.edition.id}&dias={days}")
        text = answer.get_data().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def year(app):
    with app.app_context(), clock.frozen_at(START):
        found = Year(app)
        found.begin()
        yield found
        db.session.remove()


def _play_until_90_ended(year):
    year.go_to(year.day_of(30) + timedelta(days=2))
    for number in range(6):
        year.say(year.of("El Alto", number), 30, own="A")
    # Two e-mails of one person come back: the pre-notice and the first invitation.
    gone = year.of("Sucre", 9)
    for reminder_id in year.session.scalars(
        select(Reminder.id).where(
            Reminder.milestone_id == year.milestone(gone, 30).id,
            Reminder.audience == Audience.PARTICIPANT,
            Reminder.channel == ReminderChannel.MAIL,
        )
    ).all():
        year.comes_back(year.milestone(gone, 30).id, reminder_id)
    year.go_to(year.day_of(90) + timedelta(days=3))
    for person in year.people:
        if "late" in person.marks or "moved" in person.marks:
            continue
        if "paper" in person.marks:
            year.by_paper(person, 90, OWN[person.own])
            year.say(person, 90, seen=person.seen)
            continue
        year.say(
            person,
            90,
            own=person.own.strip("-") or None,
            seen=person.seen.strip("-") or None,
            has_document="doc" in person.marks,
        )
    moved = year.of("Padcaya", 1)
    token = year.token(moved, 90, Audience.PARTICIPANT)
    page = year.client.get(f"/s/{token}?p=fin").get_data(as_text=True)
    csrf = page.split('name="csrf_token" value="')[1].split('"')[0]
    year.client.post(
        f"/s/{token}/cambio",
        data={"kind": "reassigned", "cause": "Ahora en Catastro", "csrf_token": csrf},
    )
    decide_stop(
        year.session,
        SYSTEM,
        year.session.scalars(select(StopRequest.id)).one(),
        is_approved=True,
    )
    set_supervisor(
        year.session,
        SYSTEM,
        moved.id,
        SupervisorInput(name="Jefa de Catastro", email="catastro@municipio.invalid"),
        reason="Otro puesto",
    )
    year.session.commit()
    year.go_to(year.day_of(90) + timedelta(days=30))
    year.say(year.of("Sucre", 7), 90, own="A")
    year.go_to(year.day_of(90) + timedelta(days=47))


def _play_until_180_ended(year):
    change_authorities(
        year.session,
        SYSTEM,
        organization_id=year.towns["Sucre"],
        from_on=clock.today(),
        reason="Nueva gestión",
    )
    year.session.commit()
    year.go_to(year.day_of(180) + timedelta(days=3))
    for number in range(5):
        year.say(year.of("El Alto", number), 180, own="A", seen="M")
    for number in range(2):
        person = year.of("Sucre", number)
        assert year.token(person, 180, Audience.SUPERVISOR) is None
        year.say(person, 180, own="A")
    year.say(year.of("Padcaya", 1), 180, own="A", seen="M")
    year.go_to(year.day_of(180) + timedelta(days=47))


def _column(rows, table, columns):
    return [[row[name] for name in columns] for row in rows if row["Tabla"] == table]


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_year_ends_with_the_table_that_was_counted_by_hand(year):
    _play_until_90_ended(year)
    at_90 = year.table(90)
    _play_until_180_ended(year)

    expected = DATA["printed_at_90"]
    assert _column(at_90, "Por municipio", expected["columns"]) == expected["rows"]
    total = next(row for row in at_90 if (row["Tabla"], row["Grupo"]) == ("Por municipio", "Total"))
    assert [
        total["Cota sin supuestos, desde"],
        total["Cota sin supuestos, hasta"],
    ] == expected["total_bounds"]
    assert [
        total["Franja exterior, desde"],
        total["Franja exterior, hasta"],
    ] == expected["total_outer_band"]
    assert total["Sin plan"] == "1"
    # A year later the page still opens with the same numbers.
    assert _column(year.table(90), "Por municipio", expected["columns"]) == expected["rows"]
    by_milestone = DATA["printed_by_milestone"]
    assert (
        _column(year.table(90), "Por seguimiento", by_milestone["columns"]) == by_milestone["rows"]
    )
    _check_hand_count(year)
    _check_frozen(year)
    _check_ladder(year)
    _check_changes(year)


def _check_hand_count(year):
    counted = DATA["hand_count_at_90"]
    snapshot = year.session.scalars(
        select(Snapshot)
        .where(Snapshot.days == 90, Snapshot.moment.startswith("end"))
        .order_by(Snapshot.created_at.desc())
    ).first()
    cells = from_values(snapshot.figures["cells"])
    found = {
        cell.organization: [
            cell.counts.finished,
            cell.counts.answered,
            cell.counts.achieved,
            cell.counts.achieved_v2,
            cell.counts.achieved_v3,
            cell.counts.excluded,
        ]
        for cell in cells
    }
    assert found == {town: counted[town] for town in DATA["people_at_90"]}
    total = total_of(cell.counts for cell in cells)
    assert (total.compared, total.disagreements) == (counted["compared"], counted["disagreements"])
    assert [total.finished, total.answered, total.achieved] == counted["together"][:3]


def _check_frozen(year):
    for moment, expected in DATA["frozen_at_90"].items():
        if moment == "about":
            continue
        first = year.session.scalars(
            select(Snapshot)
            .where(Snapshot.days == 90, Snapshot.moment.startswith(moment))
            .order_by(Snapshot.created_at)
        ).first()
        total = total_of(cell.counts for cell in from_values(first.figures["cells"]))
        assert [total.finished, total.answered, total.achieved] == expected, moment


def _check_ladder(year):
    session = year.session
    called = session.scalars(
        select(Reminder)
        .join(Milestone, Milestone.id == Reminder.milestone_id)
        .where(
            Reminder.kind == "call_list",
            Reminder.audience == Audience.PARTICIPANT,
            Reminder.channel == ReminderChannel.PHONE,
            Milestone.days == 90,
        )
    ).all()
    assert len(called) == DATA["hand_count_at_90"]["participants_to_telephone"]
    gone = year.of("Sucre", 9)
    mails = session.scalars(
        select(OutgoingMail).where(
            OutgoingMail.recipient == "p20@municipio.invalid",
            # Notices of the course itself are another matter.
            OutgoingMail.unique_key.startswith("transfer:"),
        )
    ).all()
    assert (gone.town, len(mails)) == ("Sucre", 2)
    by_hand = session.scalars(
        select(Reminder).where(
            Reminder.kind == "invitation",
            Reminder.channel == ReminderChannel.HAND,
            Reminder.state == ReminderState.WAITING,
            Reminder.audience == Audience.PARTICIPANT,
        )
    ).all()
    # Four people without e-mail at three milestones, and the bounced one at the last two.
    assert len(by_hand) == 14
    assert session.scalar(select(func.count()).select_from(Reminder)) == len(
        set(session.scalars(select(Reminder.unique_key)))
    )


def _check_changes(year):
    session = year.session
    moved = year.of("Padcaya", 1)
    stopped = year.milestone(moved, 90)
    assert (stopped.state, stopped.stop_kind) == (MilestoneState.STOPPED, StopKind.REASSIGNED)
    later = year.milestone(moved, 180)
    assert session.get_one(Supervisor, later.supervisor_id).name == "Jefa de Catastro"
    flagged = session.scalars(
        select(Supervisor).where(Supervisor.enrolment_id == year.of("Tipuani", 0).id)
    ).one()
    assert flagged.flags == ["same_as_participant"]
    assert year.milestone(year.of("Tipuani", 0), 90).evidence_level == 0
    assert set(session.scalars(select(Plan.state))) == {"closed"}
    assert session.scalar(select(func.count()).select_from(Commitment)) == 39


def test_the_superior_taps_three_times_on_a_phone_without_script(app, new_page):
    """Open the link, tap what was seen, tap what was done: thanked, and saved each time."""
    with app.app_context():
        session = db.session()
        today = clock.today()
        edition = make_edition(
            session,
            make_plan_course(session),
            starts_on=today - timedelta(days=60),
            ends_on=today + timedelta(days=30),
        )
        learner = make_learner(session, edition)
        send(session, learner)
        make_milestones(
            session, learner.id, sequence=1, passed_on=clock.today() - timedelta(days=31)
        )
        session.commit()
        year = Year(app)
        year.sweep()
        token = year.token(learner, 30, Audience.SUPERVISOR)
        milestone_id = year.milestone(learner, 30).id
        db.session.remove()
    page = new_page(java_script_enabled=False)

    page.goto(f"/s/{token}")
    page.get_by_role("button", name="Sí, más de una vez").click()
    page.get_by_role("button", name="Le di tiempo").click()

    assert page.get_by_role("heading", level=1).inner_text().startswith("Gracias")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with app.app_context():
        saved = db.session().get_one(Milestone, milestone_id)
        assert (saved.evidence_level, saved.is_achieved) == (2, True)
        db.session.remove()
