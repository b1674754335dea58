"""Every payload survives the journal's JSON, and records from before a field existed still read."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.show import events as ev
from console.show.plan import Entry

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))

# a length is stored as seconds: exact to the microsecond for anything shorter than a century
st.register_type_strategy(timedelta, st.timedeltas(timedelta(days=-365), timedelta(days=365)))


@given(st.sampled_from(sorted(ev.KINDS)).flatmap(lambda kind: st.builds(ev.KINDS[kind])))
def test_a_payload_comes_back_from_json_as_it_was(payload: ev.Payload) -> None:
    data = json.loads(json.dumps(ev.to_data(payload), ensure_ascii=False))
    assert ev.from_data(payload.kind, data) == payload


def test_every_kind_has_a_name_of_its_own() -> None:
    assert {cls.__name__ for cls in ev.KINDS.values()} == {cls.__name__ for cls in ev.Payload.__subclasses__()}
    assert all(hasattr(cls, "__slots__") for cls in ev.KINDS.values())


def test_a_field_added_later_takes_its_default_and_one_from_the_future_is_passed_over() -> None:
    read = ev.from_data("entries_inserted", {"entries": [{"entry_id": "e", "name": "n", "colour_of_2031": 1}]})
    assert isinstance(read, ev.EntriesInserted)
    assert read.entries == (Entry(entry_id=read.entries[0].entry_id, name="n"),)
    assert {f.name for f in fields(Entry)} > {"entry_id", "name"}


def test_an_event_from_a_newer_program_is_named() -> None:
    with pytest.raises(ev.UnknownEvent) as told:
        ev.from_data("teleported", {})
    assert told.value.kind == "teleported"
