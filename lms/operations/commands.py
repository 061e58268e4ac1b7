"""Commands of operations: backup, restore, doctor."""

from pathlib import Path

import click
from flask import current_app

from lms.core.db.unit_of_work import read_session
from lms.operations.health import readiness
from lms.operations.services.backup import make_backup
from lms.operations.services.restore import restore_backup

_NAMES = {
    "database": "base de datos",
    "jobs": "trabajos",
    "disk": "disco",
    "clock": "reloj",
}


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path) -> None:
    """Write everything (database and files) to one file."""
    settings = current_app.extensions["gestores_settings"]
    counts = make_backup(read_session(), settings.home / "files", target)
    click.echo(f"Copia en {target}: {sum(counts.values())} filas de {len(counts)} tablas.")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(source: Path) -> None:
    """Bring a backup into an empty database and file folder."""
    settings = current_app.extensions["gestores_settings"]
    counts = restore_backup(read_session(), settings.home / "files", source)
    click.echo(f"Recuperadas {sum(counts.values())} filas de {len(counts)} tablas.")


@click.command()
def doctor() -> None:
    """Say what is well and what is not, in a line each."""
    settings = current_app.extensions["gestores_settings"]
    checks = readiness(read_session(), settings.home)
    for check in checks:
        click.echo(f"{'bien' if check.is_good else 'MAL '}  {_NAMES[check.name]}: {check.detail}")
    if not all(check.is_good for check in checks):
        raise SystemExit(1)
