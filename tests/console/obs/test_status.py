"""Addresses as people write them, and OBS's answers as a status."""

from __future__ import annotations

import pytest

from console.obs.status import (
    READS,
    Address,
    AddressError,
    Answer,
    Input,
    parse_address,
    read_answers,
    transition_seconds,
)


@pytest.mark.parametrize(
    ("written", "address", "password"),
    [
        ("127.0.0.1:4455", Address("127.0.0.1", 4455), None),
        (" studio-pc ", Address("studio-pc", 4455), None),
        ("ws://:ge%40heim@10.0.0.5:4460/", Address("10.0.0.5", 4460), "ge@heim"),
        ("[::1]:4455", Address("::1", 4455), None),
    ],
)
def test_an_address_is_understood(written: str, address: Address, password: str | None) -> None:
    assert parse_address(written) == (address, password)


@pytest.mark.parametrize("written", ["", "wss://x", "http://x:1", "x:99999", "x:0", "a b", "ws://x/y", "x:y"])
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(AddressError):
        parse_address(written)


def test_a_refused_address_does_not_carry_its_password() -> None:
    with pytest.raises(AddressError) as caught:
        parse_address("wss://:geheim@host:1")
    assert "geheim" not in str(caught.value)


def test_scenes_come_in_the_order_of_the_window_and_refused_reads_are_left_out() -> None:
    scenes = {"currentProgramSceneName": "b", "scenes": [{"sceneName": "b"}, {"sceneName": "a"}]}
    inputs = {"inputs": [{"inputName": "t", "inputKind": "text_gdiplus_v3", "unversionedInputKind": "text_gdiplus"}]}
    answers = [Answer(True, 100, "", scenes), Answer(True, 100, "", inputs), *[Answer(False, 207)] * 5]
    assert read_answers(READS, answers) == {
        "scenes": ("a", "b"),
        "program_scene": "b",
        "inputs": (Input("t", "text_gdiplus"),),
    }


@pytest.mark.parametrize(
    ("data", "seconds"),
    [
        ({"transitionKind": "fade_transition", "transitionDuration": 300}, 0.3),
        ({"transitionKind": "cut_transition", "transitionDuration": None}, 0.0),
        ({"transitionKind": "obs_stinger_transition", "transitionDuration": None}, None),
    ],
)
def test_the_length_of_a_transition(data: dict, seconds: float | None) -> None:
    assert transition_seconds(["GetCurrentSceneTransition"], [Answer(True, 100, "", data)]) == seconds
