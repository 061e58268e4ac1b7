"""What is wrong with the surroundings of the program, each told in one plain sentence."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.exc import DatabaseError, OperationalError

from lms.bootstrap.schema import SchemaError
from lms.bootstrap.settings import SettingError, Settings
from lms.core.disk import is_disk_full
from lms.core.errors import DomainError

EXIT_CODE = 2
NO_ROOM = "No queda espacio en el disco. Libere espacio o elija otra carpeta: LMS_HOME"


class PortInUseError(Exception):
    """Another program listens on the port."""


def refuse_read_only(settings: Settings) -> None:
    """Raise PermissionError when the folder of the data, or a database in it, cannot be written.

    SQLite opens such a database without a word and fails only when the first person saves.
    """
    places = [settings.home]
    if settings.is_sqlite:
        file = Path(settings.database_url.removeprefix("sqlite:///"))
        places += [file.parent, file]
    for place in places:
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))


@contextmanager
def told_plainly() -> Iterator[None]:
    """End the process with EXIT_CODE and a sentence instead of a traceback."""
    try:
        yield
    except (SettingError, SchemaError, PortInUseError) as error:
        _give_up(str(error))
    except DomainError as error:
        _give_up(error.message)
    except OperationalError as error:
        if is_disk_full(error):
            _give_up(NO_ROOM)
        _give_up(f"No se puede usar la base de datos: {_first_line(error)}")
    except DatabaseError as error:
        # SQLite's plain error is about the file; the kinds below it are about our own statements.
        if type(error) is not DatabaseError:
            raise
        _give_up(
            f"La base de datos está dañada o no es de este programa: {_first_line(error)}. "
            "Traiga una copia a una base nueva: lms restore ARCHIVO"
        )
    except PermissionError as error:
        _give_up(f"No hay permiso para escribir en {error.filename}. Elija otra carpeta: LMS_HOME")
    except OSError as error:
        if is_disk_full(error):
            _give_up(NO_ROOM)
        _give_up(f"{error.strerror or error}: {Path(str(error.filename or ''))}")


def _first_line(error: DatabaseError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0] if lines else type(error.orig).__name__


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(EXIT_CODE)
