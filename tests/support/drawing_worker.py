"""A worker as the product starts it, whose leases end soon: what a killed one held is taken up again.

Run as a program: `python -m tests.support.drawing_worker`.
"""

from dataclasses import replace

from lms.bootstrap import processes
from lms.bootstrap.app import create_app
from lms.bootstrap.features import FEATURES
from lms.bootstrap.settings import Settings, read_settings

LEASE_SECONDS = 8


def create_impatient_app(settings: Settings | None = None):
    """Return the application with short leases."""
    return create_app(
        settings,
        with_features=tuple(
            replace(
                feature,
                job_kinds=tuple(
                    replace(kind, lease_seconds=LEASE_SECONDS) for kind in feature.job_kinds
                ),
            )
            for feature in FEATURES
        ),
    )


if __name__ == "__main__":
    processes.create_app = create_impatient_app
    processes.work(read_settings(), concurrency=2)
