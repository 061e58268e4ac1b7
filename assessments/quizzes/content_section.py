"""Stores the quizzes of a parsed course on the activities that learning made for it."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.questions.api import load_questions
from assessments.quizzes.models import Quiz
from assessments.quizzes.rules.states import FeedbackWhen
from courses.content.parsed import ParsedCourse, ParsedLesson, ParsedQuestionSet
from courses.learning.api import content_activities

LONGEST_LIST = 12


def load(session: Session, course: ParsedCourse) -> None:
    """Store quizzes and questions of a course version; again changes nothing.

    Raises DomainError naming file and line of a question that cannot be asked.
    """
    activities = content_activities(session, course)
    titles = {source.code: source.title for source in course.sources}
    whole = [{"title": source.title, "lines": ""} for source in course.sources]
    if course.diagnostic is not None:
        _store(session, activities["diagnostico"], course.diagnostic, whole)
    for module in course.modules:
        for lesson in module.lessons:
            if lesson.questions is None:
                continue
            slug = lesson.slug
            _store(
                session,
                activities[f"{slug}/preguntas"],
                lesson.questions,
                _sources_of(lesson, titles),
                lesson_activity_id=activities[slug],
            )
    if course.final_test is not None:
        _store(
            session,
            activities["prueba-final"],
            course.final_test,
            whole,
            # The pool is shared by all attempts: its key is shown once it is passed.
            feedback_when=FeedbackWhen.PASSED,
        )


def _store(
    session: Session,
    activity_id: UUID,
    questions: ParsedQuestionSet,
    sources: list[dict[str, str]],
    *,
    lesson_activity_id: UUID | None = None,
    feedback_when: FeedbackWhen = FeedbackWhen.ATTEMPT,
) -> None:
    if session.get(Quiz, activity_id) is not None:
        return
    session.add(
        Quiz(
            activity_id=activity_id,
            purpose=questions.purpose,
            draw=questions.draw,
            feedback_when=feedback_when,
            sources=sources[:LONGEST_LIST],
            lesson_activity_id=lesson_activity_id,
        )
    )
    load_questions(session, activity_id, questions)


def _sources_of(lesson: ParsedLesson, titles: dict[str, str]) -> list[dict[str, str]]:
    found = dict.fromkeys((fact.source, fact.lines) for fact in lesson.facts)
    return [{"title": titles.get(code, code), "lines": lines} for code, lines in found]
