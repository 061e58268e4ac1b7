"""Identifiers: time-ordered, in the order of their making, of the right version."""

import time
from uuid import UUID

from lms.core.ids import new_id, normalise_code


def test_ids_sort_in_the_order_of_their_making():
    made = [new_id() for _ in range(5_000)]

    assert sorted(made) == made
    assert len(set(made)) == len(made)


def test_an_id_carries_its_version_its_variant_and_its_millisecond():
    before = time.time_ns() // 1_000_000

    made = new_id()

    assert made.version == 7
    assert made.variant == UUID(int=0x8 << 60).variant
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1


def test_a_code_is_read_however_it_is_typed():
    assert normalise_code(" abcd efgh-2345 ") == "ABCD-EFGH-2345"
