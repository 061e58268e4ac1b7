"""Commands of entities."""

import click

from lms.core.db.unit_of_work import unit_of_work
from lms.organizations.services.load_shipped import load_shipped


@click.group()
def entities() -> None:
    """Manage the entities that the programme's source names."""


@entities.command()
def load() -> None:
    """Load them; repeating changes nothing."""
    with unit_of_work() as session:
        added = load_shipped(session)
    click.echo(f"Entidades nuevas: {added}.")
