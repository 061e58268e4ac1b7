"""Drafts a migration out of what the models say and the migrations do not: review it by eye.

Usage: python -m lms.bootstrap.new_migration 0012_add_due_on_to_follow_up [table ...]
Naming tables keeps the draft to them.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from lms.bootstrap.schema import alembic_config, plain_engine, upgrade_schema
from lms.bootstrap.tables import METADATA


def main(name: str, tables: set[str]) -> None:
    """Write migrations/versions/NAME.py with the differences."""
    number, _rest = name.split("_", 1)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'draft.db'}"
        upgrade_schema(url)
        with plain_engine(url) as engine, engine.connect() as connection:
            config = alembic_config()
            config.attributes["connection"] = connection
            config.attributes["tables"] = tables
            config.set_main_option("file_template", name)
            script = command.revision(
                config, message=name.replace("_", " "), autogenerate=True, rev_id=number
            )
    sys.stdout.write(f"{script.path}\n" if script and not isinstance(script, list) else "")


if __name__ == "__main__":
    known = {table.name for table in METADATA.sorted_tables}
    asked = set(sys.argv[2:])
    if unknown := asked - known:
        sys.exit(f"no such tables in the models: {', '.join(sorted(unknown))}")
    main(sys.argv[1], asked)
