"""What invented participants and their superiors answer, and when."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageDraw
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from assessments.transfer import demo_texts as texts
from assessments.transfer.demo_people import DemoPassed, moment
from assessments.transfer.demo_texts import Story
from assessments.transfer.models import Milestone
from assessments.transfer.queries.milestone_facts import commitments_of_enrolment
from assessments.transfer.rules.answers import CommitmentState, Question, Seen, Shared, Support
from assessments.transfer.rules.states import Audience, Channel, StopKind
from assessments.transfer.services.answer_milestone import GivenAnswer, Source, answer_milestone
from assessments.transfer.services.decide_stop import ask_to_stop, decide_stop
from lms.core.access import Actor

FIRST, SECOND, THIRD = 30, 90, 180
"""Days of the milestones, as the programme sets them."""

_SUPPORT_OF = {
    Seen.MORE_THAN_ONCE: Support.TIME,
    Seen.ONCE: Support.REVIEW,
    Seen.NOT_DONE: Support.NOTHING,
}


@dataclass(frozen=True, kw_only=True)
class DemoAct:
    """Something that happens at a moment."""

    at: datetime
    do: Callable[[], None]


def demo_answers(
    session: Session, people: list[DemoPassed], coordinator: Actor
) -> Iterator[DemoAct]:
    """Return what is answered and asked for at every milestone of people with a plan."""
    by_enrolment = {person.enrolment_id: person for person in people}
    milestones = session.scalars(
        select(Milestone)
        .where(Milestone.enrolment_id.in_(list(by_enrolment)), Milestone.has_plan.is_(True))
        .order_by(Milestone.due_on, Milestone.id)
    ).all()
    for milestone in milestones:
        person = by_enrolment[milestone.enrolment_id]
        yield from _own_answers(session, person, milestone, coordinator)
        yield from _seen_answers(session, person, milestone)
        if milestone.days == THIRD:
            yield from _stops(session, person, milestone, coordinator)


def _own_answers(
    session: Session, person: DemoPassed, milestone: Milestone, coordinator: Actor
) -> Iterator[DemoAct]:
    said = _said(person.story, milestone.days)
    if said is None:
        return
    source, actor = Source(informant=Audience.PARTICIPANT), person.actor
    if milestone.days == SECOND and person.number in (texts.ON_PAPER, texts.BY_PHONE):
        is_paper = person.number == texts.ON_PAPER
        source = Source(
            informant=Audience.PARTICIPANT,
            channel=Channel.PAPER if is_paper else Channel.PHONE,
            entered_by_person_id=coordinator.person_id,
        )
        actor = coordinator

    def answer() -> None:
        for given in _given(session, person, milestone, said):
            answer_milestone(session, actor, milestone.id, source, given)

    yield DemoAct(at=moment(milestone.due_on, 1 + person.number % 9), do=answer)


def _said(story: Story, days: int) -> CommitmentState | None:
    return {FIRST: story.first, SECOND: story.second, THIRD: story.third}.get(days)


def _given(
    session: Session, person: DemoPassed, milestone: Milestone, said: CommitmentState
) -> Iterator[GivenAnswer]:
    story, number = person.story, person.number
    for commitment in commitments_of_enrolment(session, person.enrolment_id):
        yield GivenAnswer(question=Question.STATE, commitment_id=commitment.id, codes=(said.value,))
        if milestone.days != SECOND or commitment.baseline is None or commitment.target is None:
            continue
        way = (commitment.target - commitment.baseline) * story.reached
        yield GivenAnswer(
            question=Question.INDICATOR,
            commitment_id=commitment.id,
            number=round(commitment.baseline + way, 1),
        )
        if story.has_document:
            yield GivenAnswer(
                question=Question.EVIDENCE, commitment_id=commitment.id, files=(_picture(number),)
            )
    if milestone.days == SECOND:
        yield GivenAnswer(
            question=Question.HELPED,
            codes=tuple(one.value for one in texts.HELPED[number % len(texts.HELPED)]),
        )
        yield GivenAnswer(
            question=Question.SHARED, codes=(list(Shared)[number % len(Shared)].value,)
        )
    hindered = texts.HINDERED[number % len(texts.HINDERED)]
    if hindered:
        yield GivenAnswer(question=Question.HINDERED, codes=tuple(one.value for one in hindered))
    if milestone.days == FIRST and said is not CommitmentState.APPLIED:
        yield GivenAnswer(question=Question.NEEDS, text=texts.NEEDS)


def _seen_answers(session: Session, person: DemoPassed, milestone: Milestone) -> Iterator[DemoAct]:
    story, seen = person.story, person.story.seen
    is_seen_again = (
        seen is Seen.MORE_THAN_ONCE and _said(story, milestone.days) is CommitmentState.APPLIED
    )
    if seen is None or not (milestone.days == SECOND or is_seen_again):
        return
    source, actor = Source(informant=Audience.SUPERVISOR), Actor(label=person.superior.name)

    def answer() -> None:
        for commitment in commitments_of_enrolment(session, person.enrolment_id):
            answer_milestone(
                session,
                actor,
                milestone.id,
                source,
                GivenAnswer(
                    question=Question.STATE, commitment_id=commitment.id, codes=(seen.value,)
                ),
            )
        if seen in _SUPPORT_OF:
            answer_milestone(
                session,
                actor,
                milestone.id,
                source,
                GivenAnswer(question=Question.SUPPORT, codes=(_SUPPORT_OF[seen].value,)),
            )

    yield DemoAct(at=moment(milestone.due_on, 3 + person.number % 11), do=answer)


def _stops(
    session: Session, person: DemoPassed, milestone: Milestone, coordinator: Actor
) -> Iterator[DemoAct]:
    if person.number not in (texts.LEFT_THE_POST, texts.ASKS_TO_STOP):
        return

    def ask() -> None:
        is_decided = person.number == texts.LEFT_THE_POST
        request_id = ask_to_stop(
            session,
            milestone.id,
            kind=StopKind.REASSIGNED,
            cause=texts.NEW_POST if is_decided else texts.POST_AGAIN,
            asked_by=person.full_name,
        )
        if is_decided:
            decide_stop(session, coordinator, request_id, is_approved=True)

    yield DemoAct(at=moment(milestone.due_on, 2), do=ask)


def _picture(number: int) -> FileStorage:
    """Return a drawn picture of a signed sheet; each number its own."""
    page = Image.new("RGB", (900, 640), "#f6f1e6")
    pen = ImageDraw.Draw(page)
    pen.text((60, 50), f"Acta de acuerdo {number + 1} (demostracion)", fill="black", font_size=30)
    for row in range(6):
        pen.line((60, 150 + row * 60, 400 + number * 20, 150 + row * 60), fill="#666666", width=3)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=80)
    out.seek(0)
    return FileStorage(out, filename="acta-de-acuerdo.jpg")
