"""The commands `lms content check` and `lms content load`."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from courses.content.checking.check_content import check_content
from courses.content.loading.load_programme import (
    has_library,
    hash_of_folder,
    is_folder_loaded,
    load_course,
    load_library,
    note_folder,
)
from courses.content.parsing.problems import ContentProblem
from courses.content.parsing.programme import SHIPPED, read_programme
from lms.core.access import SYSTEM
from lms.core.db.unit_of_work import unit_of_work
from lms.core.features import OutsideApplication

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


_folder = click.argument("folder", type=_FOLDER, default=SHIPPED, required=False)
_sources = click.option(
    "--sources", type=_FOLDER, help="Folder with the sources as text: 003.txt or any-003.txt."
)


@click.group()
def content() -> None:
    """Check and load courses and library from their files."""


@content.command(cls=OutsideApplication)
@_folder
@_sources
def check(folder: Path, sources: Path | None) -> None:
    """Check the programme of FOLDER and print each fault as file:line: what to mend."""
    checked = check_content(folder, sources=sources)
    _print_problems(checked.problems)
    click.echo(
        f"{checked.courses} cursos, {checked.lessons} lecciones, {checked.questions} preguntas, "
        f"{checked.entries} fichas: {len(checked.problems)} errores"
    )
    sys.exit(1 if checked.problems else 0)


@content.command()
@_folder
@_sources
def load(folder: Path, sources: Path | None) -> None:
    """Load the programme of FOLDER; a course with a problem is left out, whole."""
    folder_hash = hash_of_folder(folder)
    with unit_of_work() as session:
        # What was loaded without its sources is still compared with them.
        if sources is None and is_folder_loaded(session, folder_hash):
            click.echo("sin cambios")
            return
    read = read_programme(folder, sources=sources)
    _print_problems(read.problems)
    if read.programme is None:
        sys.exit(1)
    # A transaction for each course: one that fails leaves the others loaded.
    for course in read.programme.courses:
        with unit_of_work() as session:
            is_changed = load_course(session, SYSTEM, course)
        click.echo(f"{course.slug}: {_words(is_changed=is_changed)}")
    with unit_of_work() as session:
        # Made of fewer lessons and entries, a library would lose links that people use.
        is_kept = bool(read.problems) and has_library(session)
        is_changed = not is_kept and load_library(session, SYSTEM, read.programme)
        if not read.problems:
            note_folder(session, folder_hash)
    left = "queda como estaba hasta que no haya errores"
    click.echo(f"biblioteca: {left if is_kept else _words(is_changed=is_changed)}")
    sys.exit(1 if read.problems else 0)


def _words(*, is_changed: bool) -> str:
    return "cargado" if is_changed else "sin cambios"


def _print_problems(problems: Iterable[ContentProblem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
