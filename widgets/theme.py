"""Colours and fonts by role. Widgets name roles (``on_air``, ``next``, ``late``), never hex."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

import resources

if TYPE_CHECKING:
    from console.show.plan import Role

    ROLE_GLYPHS: Mapping[Role, str]


def __getattr__(name: str) -> Mapping[Role, str]:
    """``ROLE_GLYPHS``, made at its first import: the first picture has colours and no entries."""
    if name != "ROLE_GLYPHS":
        raise AttributeError(name)
    from console.show.plan import Role

    glyphs = {
        Role.TRAFFIC: "引",  # every language
        Role.HERO: "主",  # every language
        Role.SECONDARY: "次",  # every language
        Role.PROFIT: "利",  # every language
        Role.IMAGE: "形",  # every language
        Role.SEGMENT: "环",  # every language
    }
    globals()[name] = glyphs
    return glyphs


class Theme:
    """One set of colours. ``name``: dark or light."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._colors = {role: QColor(value) for role, value in _tokens(name).items()}

    def color(self, role: str) -> QColor:
        """The colour of a role. Raises KeyError for a role no theme has."""
        return self._colors[role]

    def hex(self, role: str) -> str:
        return self._colors[role].name()

    @property
    def tokens(self) -> dict[str, str]:
        """Every role and its colour as ``#rrggbb``."""
        return {role: color.name() for role, color in self._colors.items()}

    def role_color(self, role: Role) -> QColor:
        """The colour of an entry's role."""
        return self._colors[role.value]

    def palette(self) -> QPalette:
        """The palette every standard control draws with."""
        palette = QPalette()
        group = QPalette.ColorRole
        for where, role in (
            (group.Window, "window"),
            (group.WindowText, "text"),
            (group.Base, "field"),
            (group.AlternateBase, "raised"),
            (group.Text, "text"),
            (group.Button, "raised"),
            (group.ButtonText, "text"),
            (group.ToolTipBase, "raised"),
            (group.ToolTipText, "text"),
            (group.PlaceholderText, "text_faint"),
            (group.Highlight, "selection"),
            (group.HighlightedText, "text"),
            (group.Link, "info"),
            (group.Mid, "line"),
        ):
            palette.setColor(where, self.color(role))
        for where in (group.Text, group.WindowText, group.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.color("text_faint"))
        return palette


@cache
def _tokens(name: str) -> dict[str, str]:
    tokens: dict[str, str] = json.loads(resources.path("themes", f"{name}.json").read_text(encoding="utf-8"))
    return tokens


@cache
def _family() -> str:
    known = set(QFontDatabase.families())
    wanted = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC")
    return next((family for family in wanted if family in known), "")


def font(pixels: int, *, bold: bool = False, figures: bool = False) -> QFont:
    """The program's font at a size in pixels; ``figures``: digits of equal width, so numbers do not jump."""
    made = QFont(_family()) if _family() else QFont()
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    if QLocale().language() is not QLocale.Language.Chinese:
        made.setFeature(QFont.Tag("palt"), 1)  # quotation marks and dots as wide as Latin text has them
    return made
