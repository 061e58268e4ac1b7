"""The shipped programme's quizzes: loaded once, sound, and worth the whole score when right."""

import pytest
from sqlalchemy import func, select

from assessments.questions.api import questions_of, right_response, score_of
from assessments.questions.models import Question
from assessments.quizzes.content_section import load
from assessments.quizzes.models import Quiz
from assessments.quizzes.rules.states import FeedbackWhen
from courses.content.loading.load_programme import load_programme
from courses.content.parsing.programme import SHIPPED, read_programme
from courses.learning.api import ActivityKindName
from courses.learning.models import Activity
from lms.core.access import SYSTEM


@pytest.fixture(scope="module")
def programme():
    return read_programme(SHIPPED).programme


@pytest.fixture
def loaded(session, programme):
    load_programme(session, SYSTEM, programme)
    session.commit()
    return programme


def test_every_quiz_of_the_programme_is_stored_and_sound(session, loaded):
    activities = session.execute(
        select(Activity.id, Activity.kind, Quiz.draw, Quiz.feedback_when, Quiz.lesson_activity_id)
        .outerjoin(Quiz, Quiz.activity_id == Activity.id)
        .where(
            Activity.kind.in_(
                [ActivityKindName.QUIZ, ActivityKindName.DIAGNOSTIC, ActivityKindName.FINAL_TEST]
            )
        )
    ).all()

    assert len(activities) > 30
    for activity in activities:
        questions = questions_of(session, activity.id)
        assert questions
        assert (activity.lesson_activity_id is None) == (activity.kind is not ActivityKindName.QUIZ)
        if activity.kind is ActivityKindName.FINAL_TEST:
            assert len(questions) >= 2 * activity.draw
            assert activity.feedback_when is FeedbackWhen.PASSED
        for question in questions:
            right = right_response(question.body)
            if right is not None:
                assert score_of(question.body, right) == 1, question.slug


def test_loading_again_changes_nothing(session, loaded):
    before = session.scalar(select(func.count()).select_from(Question))

    for course in loaded.courses:
        load(session, course)
    session.commit()

    assert session.scalar(select(func.count()).select_from(Question)) == before


def test_the_sources_of_a_lesson_stand_under_its_quiz(session, loaded):
    sources = session.scalars(
        select(Quiz.sources).where(Quiz.lesson_activity_id.is_not(None))
    ).all()

    assert all(item["title"] for found in sources for item in found)
    assert any(item["lines"] for found in sources for item in found)
