"""Finds runs of words copied from a source."""

import re
from collections.abc import Iterable, Iterator, Mapping

from courses.content.checking.texts import TextLine
from courses.content.parsed import ParsedProgramme
from courses.content.parsing.problems import ContentProblem
from courses.content.rules.words import STOP_WORDS, fold

_WORD = re.compile(r"[^\W_]+")
RUN_WORDS = 8
"""A run of so many words equal to a source counts as copied. Source: issue 5."""


def copied_runs(
    texts: Iterable[TextLine], sources: Mapping[str, list[str]], names: Iterable[str]
) -> Iterator[ContentProblem]:
    """Yield each run of eight words or more equal to a source; names and titles do not count."""
    known: dict[tuple[str, ...], str] = {}
    for code, lines in sources.items():
        words = fold(" ".join(lines)).split()
        for start in range(len(words) - RUN_WORDS + 1):
            known.setdefault(tuple(words[start : start + RUN_WORDS]), code)
    allowed = tuple(f" {fold(name)} " for name in names)
    for written, lines_of, file in _paragraphs(texts):
        words = [fold(word).replace(" ", "") for word in written]
        for start, length, code in _runs(words, known):
            first, last = _without_small_words(words, start, start + length)
            run = " ".join(words[first:last])
            if last - first < RUN_WORDS or any(f" {run} " in name for name in allowed):
                continue
            if _is_proper_name(written[first:last]):
                continue
            message = f"{last - first} palabras seguidas de la fuente «{code}»: «{run}»"
            yield ContentProblem(file=file, line=lines_of[first], message=message)


def _paragraphs(texts: Iterable[TextLine]) -> Iterator[tuple[list[str], list[int], str]]:
    """Yield the words of each paragraph, with the line of each, and their file.

    A sentence may be broken anywhere; what was copied is copied across the break too.
    """
    written: list[str] = []
    lines: list[int] = []
    before: TextLine | None = None
    for text in texts:
        if before is not None and not text.is_continued:
            yield written, lines, before.file
            written, lines = [], []
        found = [word for word in _WORD.findall(text.text) if fold(word)]
        written += found
        lines += [text.line] * len(found)
        before = text
    if before is not None:
        yield written, lines, before.file


def _without_small_words(words: list[str], first: int, last: int) -> tuple[int, int]:
    """Return the run without articles and prepositions at its ends: they belong to no name."""
    while first < last and words[first] in STOP_WORDS:
        first += 1
    while last > first and words[last - 1] in STOP_WORDS:
        last -= 1
    return first, last


def _is_proper_name(written: list[str]) -> bool:
    """Tell whether every word that says something begins with a capital letter."""
    return all(word[0].isupper() or fold(word) in STOP_WORDS for word in written)


def _runs(words: list[str], known: Mapping[tuple[str, ...], str]) -> Iterator[tuple[int, int, str]]:
    """Yield the start, the length in words and the source of each longest copied run."""
    start = 0
    while start <= len(words) - RUN_WORDS:
        code = known.get(tuple(words[start : start + RUN_WORDS]))
        if code is None:
            start += 1
            continue
        length = RUN_WORDS
        while tuple(words[start + length - RUN_WORDS + 1 : start + length + 1]) in known:
            length += 1
        yield start, length, code
        start += length


def names_in(programme: ParsedProgramme) -> Iterator[str]:
    """Yield titles and proper names that may be written as the source writes them."""
    yield programme.outline.title
    for competency in programme.outline.framework.competencies:
        yield competency.name
    for norm in programme.outline.norms:
        yield norm.title
    for course in programme.courses:
        yield course.title
        yield from (source.title for source in course.sources)
        yield from (module.title for module in course.modules)
    for entry in programme.library:
        yield entry.name
        yield from entry.aliases
