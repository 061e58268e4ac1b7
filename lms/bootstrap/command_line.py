"""The `lms` command: one entry for everything that is not a page."""

import copy
import sys

import click
from flask import Flask

from lms.bootstrap import processes
from lms.bootstrap.app import create_app
from lms.bootstrap.demonstration import bring_demonstration, load_demonstration, sign_ins
from lms.bootstrap.failures import refuse_read_only, told_plainly
from lms.bootstrap.features import FEATURES
from lms.bootstrap.schema import (
    check_schema,
    current_revision,
    downgrade_schema,
    head,
    upgrade_schema,
)
from lms.bootstrap.settings import Settings, read_settings
from lms.core.features import OutsideApplication


class _Context:
    """What commands share: settings at once, the application when it is asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._app: Flask | None = None

    def app(self) -> Flask:
        if self._app is None:
            self._app = create_app(self.settings)
        return self._app


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def lms(context: click.Context) -> None:
    """Gestores: plataforma de formación de gestores municipales."""
    context.obj = _Context(read_settings())


@lms.command()
@click.pass_obj
def run(shared: _Context) -> None:
    """Prepare the data and run everything in the foreground."""
    settings = shared.settings
    processes.refuse_used_port(settings.port)

    def prepare() -> None:
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        refuse_read_only(settings)
        upgrade_schema(settings.database_url)
        if not settings.is_production:
            bring_demonstration(shared.app(), settings.home)
            _print_welcome(shared.app(), settings)

    sys.exit(processes.run_all(settings, prepare))


@lms.command()
@click.option("--bind", default=None, help="Address, 127.0.0.1:PORT by default.")
@click.option(
    "--workers",
    default=processes.WEB_WORKERS,
    show_default=True,
    help="Processes (PostgreSQL only).",
)
@click.pass_obj
def serve(shared: _Context, bind: str | None, workers: int) -> None:
    """Serve the web."""
    processes.serve(
        shared.settings, bind=bind or f"127.0.0.1:{shared.settings.port}", workers=workers
    )


@lms.command()
@click.option(
    "--concurrency",
    default=processes.JOBS_AT_ONCE,
    show_default=True,
    help="Jobs at the same time.",
)
@click.pass_obj
def worker(shared: _Context, concurrency: int) -> None:
    """Run background jobs."""
    processes.work(shared.settings, concurrency=concurrency)


@lms.command()
@click.pass_obj
def beat(shared: _Context) -> None:
    """Tick the schedules (only with REDIS_URL; the embedded worker ticks by itself)."""
    processes.beat(shared.settings)


@lms.group()
def db() -> None:
    """Manage the schema of the database."""


@db.command()
@click.option("--revision", default="head", show_default=True)
@click.pass_obj
def upgrade(shared: _Context, revision: str) -> None:
    """Bring the database to the newest schema."""
    shared.settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade_schema(shared.settings.database_url, revision)
    click.echo(f"Base de datos en {current_revision(shared.settings.database_url)}.")


@db.command()
@click.argument("revision")
@click.pass_obj
def downgrade(shared: _Context, revision: str) -> None:
    """Take the database back to an older schema."""
    downgrade_schema(shared.settings.database_url, revision)
    click.echo(f"Base de datos en {current_revision(shared.settings.database_url)}.")


@db.command()
@click.pass_obj
def status(shared: _Context) -> None:
    """Print the revision of the database and of the program."""
    click.echo(f"{current_revision(shared.settings.database_url)} {head()}")


@lms.group()
def demo() -> None:
    """Manage the demonstration."""


@demo.command()
@click.pass_obj
def load(shared: _Context) -> None:
    """Load the demonstration; repeating changes nothing."""
    check_schema(shared.settings.database_url)
    load_demonstration(shared.app())
    _print_welcome(shared.app(), shared.settings)


def _print_welcome(app: Flask, settings: Settings) -> None:
    click.echo(f"\n  Gestores: {settings.public_url}\n")
    rows = sign_ins(app)
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)] if rows else [0, 0]
    for label, user_name, password in rows:
        click.echo(f"  {label:<{widths[0]}}  {user_name:<{widths[1]}}  {password}")
    click.echo("\n  Ctrl-C para detener. Los datos quedan en " + str(settings.home) + "\n")


def _add_feature_commands() -> None:
    for feature in FEATURES:
        for command in feature.commands:
            lms.add_command(_inside_application(command))


def _inside_application(command: click.Command) -> click.Command:
    """Return a copy of the command that runs, or whose subcommands run, in the application."""
    command = copy.copy(command)
    if isinstance(command, click.Group):
        command.commands = {
            name: _inside_application(inner) for name, inner in command.commands.items()
        }
        return command
    work = command.callback
    if work is None or isinstance(command, OutsideApplication):
        return command

    @click.pass_obj
    def inside(shared: _Context, /, *args: object, **options: object) -> object:
        check_schema(shared.settings.database_url)
        with shared.app().app_context():
            return work(*args, **options)

    command.callback = inside
    return command


_add_feature_commands()


def main() -> None:
    """Run the command; whatever is wrong with the surroundings is one plain sentence."""
    with told_plainly():
        lms(prog_name="lms")


if __name__ == "__main__":
    main()
