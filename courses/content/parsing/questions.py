"""Reads files of questions and refuses what cannot be answered or has no feedback."""

from collections.abc import Callable

from courses.content.parsing.folder import Folder
from courses.content.parsing.yaml_node import YamlFields, YamlValue
from courses.content.values.questions import (
    AUTO_GRADED,
    ParsedChoice,
    ParsedEssay,
    ParsedMatching,
    ParsedNumeric,
    ParsedOption,
    ParsedOrdering,
    ParsedPair,
    ParsedQuestion,
    ParsedQuestionSet,
    ParsedShort,
    ParsedTrueFalse,
    QuestionKind,
)

_KINDS = tuple(kind.value for kind in QuestionKind)
_BASE = ("id", "kind", "text", "competency")
_FIELDS: dict[str, tuple[str, ...]] = {
    "single": ("options", "shuffle"),
    "multiple": ("options", "shuffle"),
    "true_false": ("answer", "feedback_true", "feedback_false"),
    "matching": ("pairs", "extra_right", "feedback", "shuffle"),
    "ordering": ("items", "feedback", "shuffle"),
    "numeric": ("answer", "tolerance", "unit", "feedback"),
    "short": ("accept", "feedback"),
    "essay": ("guide",),
}
_ANY = tuple({name for names in _FIELDS.values() for name in names}) + _BASE


def read_questions(folder: Folder, path: str) -> ParsedQuestionSet | None:
    """Return the questions of a file; None when it cannot be read at all."""
    top = folder.yaml(path)
    if top is None:
        return None
    fields = top.as_fields("archivo de preguntas", ("title", "purpose", "draw", "questions"))
    questions: list[ParsedQuestion] = []
    for value in fields.values("questions"):
        question = _read_question(value)
        if question.id in {other.id for other in questions}:
            value.refuse(f"la pregunta «{question.id}» está dos veces en este archivo")
        questions.append(question)
    return ParsedQuestionSet(
        title=fields.text_or("title"),
        purpose=fields.text_or("purpose"),
        draw=fields.integer_or_none("draw"),
        questions=tuple(questions),
        place=fields.place,
    )


def refuse_bad_count(questions: ParsedQuestionSet, folder: Folder, least: int, most: int) -> None:
    """Note a problem unless there are between `least` and `most` questions."""
    if not least <= len(questions.questions) <= most:
        folder.problems.add(
            questions.place.file,
            questions.place.line,
            f"hay {len(questions.questions)} preguntas; deben ser entre {least} y {most}",
        )


def refuse_bad_pool(questions: ParsedQuestionSet, folder: Folder) -> None:
    """Note a problem unless a final test has a big pool of questions that score themselves."""
    place = questions.place
    draw = questions.draw
    if draw is None or draw < 1:
        folder.problems.add(place.file, place.line, "falta «draw»: cuántas preguntas se sortean")
    elif len(questions.questions) < 2 * draw:
        folder.problems.add(
            place.file,
            place.line,
            f"se sortean {draw} preguntas y solo hay {len(questions.questions)}: "
            f"hacen falta al menos {2 * draw}",
        )
    for question in questions.questions:
        if question.kind not in AUTO_GRADED:
            folder.problems.add(
                question.place.file,
                question.place.line,
                f"la pregunta «{question.id}» es de tipo {question.kind}: "
                "en la prueba final no se puede, porque nadie la corrige",
            )


def _read_question(value: YamlValue) -> ParsedQuestion:
    """Return one question; of an unknown kind, an essay with the problem noted."""
    fields = value.as_fields("pregunta", _ANY)
    kind = fields.one_of("kind", _KINDS)
    if fields.text("kind") == kind:
        fields = value.as_fields("pregunta", _BASE + _FIELDS[kind])
    else:
        kind = ""
    base = ParsedQuestion(
        id=fields.text("id"),
        kind=QuestionKind(kind or "essay"),
        text=fields.text("text"),
        competency=fields.text_or("competency") or None,
        place=fields.place,
    )
    return _READERS[base.kind](base, fields) if kind else base


def _choice(base: ParsedQuestion, fields: YamlFields) -> ParsedQuestion:
    options = tuple(_option(value) for value in fields.values("options"))
    right = sum(option.is_right for option in options)
    if len(options) < 2:  # noqa: PLR2004 - a choice has two sides at least
        fields.refuse("options", f"la pregunta «{base.id}» necesita dos opciones o más")
    elif right == 0:
        fields.refuse("options", f"la pregunta «{base.id}» no tiene respuesta correcta")
    elif base.kind is QuestionKind.SINGLE and right > 1:
        fields.refuse("options", f"la pregunta «{base.id}» es single y tiene {right} correctas")
    _refuse_repeated(fields, "options", [option.text for option in options])
    return ParsedChoice(
        **vars(base), options=options, shuffle=fields.boolean_or("shuffle", default=True)
    )


def _option(value: YamlValue) -> ParsedOption:
    fields = value.as_fields("opción", ("text", "right", "feedback"))
    return ParsedOption(
        text=fields.text("text"),
        is_right=fields.boolean_or("right", default=False),
        feedback=fields.text("feedback"),
    )


def _true_false(base: ParsedQuestion, fields: YamlFields) -> ParsedQuestion:
    return ParsedTrueFalse(
        **vars(base),
        answer=fields.boolean("answer"),
        feedback_true=fields.text("feedback_true"),
        feedback_false=fields.text("feedback_false"),
    )


def _matching(base: ParsedQuestion, fields: YamlFields) -> ParsedQuestion:
    pairs: list[ParsedPair] = []
    for value in fields.values("pairs"):
        pair = value.as_fields("pareja", ("left", "right"))
        pairs.append(ParsedPair(left=pair.text("left"), right=pair.text("right")))
    if len(pairs) < 2:  # noqa: PLR2004 - one pair leaves nothing to match
        fields.refuse("pairs", f"la pregunta «{base.id}» necesita dos parejas o más")
    _refuse_repeated(fields, "pairs", [pair.left for pair in pairs])
    extra = fields.texts_or_none("extra_right")
    if set(extra) & {pair.right for pair in pairs}:
        fields.refuse("extra_right", "una opción de más repite la de una pareja")
    return ParsedMatching(
        **vars(base), pairs=tuple(pairs), extra_right=extra, feedback=fields.text("feedback")
    )


def _ordering(base: ParsedQuestion, fields: YamlFields) -> ParsedQuestion:
    items = fields.texts("items")
    if len(items) < 2:  # noqa: PLR2004 - one thing has no order
        fields.refuse("items", f"la pregunta «{base.id}» necesita dos elementos o más")
    _refuse_repeated(fields, "items", items)
    return ParsedOrdering(**vars(base), items=items, feedback=fields.text("feedback"))


def _numeric(base: ParsedQuestion, fields: YamlFields) -> ParsedQuestion:
    tolerance = fields.number_or("tolerance", 0.0)
    if tolerance < 0:
        fields.refuse("tolerance", "la tolerancia no puede ser menor que cero")
    return ParsedNumeric(
        **vars(base),
        answer=fields.number("answer"),
        tolerance=tolerance,
        unit=fields.text_or("unit"),
        feedback=fields.text("feedback"),
    )


def _short(base: ParsedQuestion, fields: YamlFields) -> ParsedQuestion:
    accept = fields.texts("accept")
    if not accept:
        fields.refuse("accept", f"la pregunta «{base.id}» no tiene respuesta correcta")
    return ParsedShort(**vars(base), accept=accept, feedback=fields.text("feedback"))


def _essay(base: ParsedQuestion, fields: YamlFields) -> ParsedQuestion:
    return ParsedEssay(**vars(base), guide=fields.text("guide"))


def _refuse_repeated(fields: YamlFields, name: str, texts: list[str] | tuple[str, ...]) -> None:
    if len(set(texts)) < len(texts):
        fields.refuse(name, f"en «{name}» hay dos textos iguales")


_READERS: dict[QuestionKind, Callable[[ParsedQuestion, YamlFields], ParsedQuestion]] = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _choice,
    QuestionKind.TRUE_FALSE: _true_false,
    QuestionKind.MATCHING: _matching,
    QuestionKind.ORDERING: _ordering,
    QuestionKind.NUMERIC: _numeric,
    QuestionKind.SHORT: _short,
    QuestionKind.ESSAY: _essay,
}
