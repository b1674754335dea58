"""A sentence is said in the language asked for, or the program has a bug."""

from __future__ import annotations

import pytest

from console.wording import LANGUAGES, catalogue, say


def test_both_languages_say_the_data() -> None:
    for lang in LANGUAGES:
        assert "/disk" in say(lang, "workspace.failed", path="/disk", reason="broken")


@pytest.mark.parametrize(
    ("lang", "key"), [("en", "no.such.key"), ("de", "workspace.failed"), ("en", "workspace.failed")]
)
def test_a_missing_key_language_or_placeholder_is_a_bug(lang: str, key: str) -> None:
    with pytest.raises(KeyError):
        say(lang, key)


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        catalogue("en")["workspace.failed"] = "x"  # type: ignore[index]
