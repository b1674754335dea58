"""How the planned time is shared among roles: a bar, with the target the user set beneath it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.show.plan import ROLE_MIX_TOLERANCE, Plan, Role, role_shares
from console.show.state import State
from widgets.show_words import role_name
from widgets.theme import ROLE_GLYPHS, Theme, font


def shares_now(state: State) -> dict[Role, float]:
    """Share of planned time per role of what is not skipped."""
    return role_shares(e for e in state.plan.in_order() if e.entry_id not in state.core.skipped)


def shares_wanted(plan: Plan) -> dict[Role, float]:
    """The target as shares; empty when the show has none."""
    parts = dict(plan.info.role_mix)
    total = sum(parts.values())
    return {role: part / total for role, part in parts.items() if part} if total else {}


class RoleMix(QWidget):
    """The bar is what is planned, the line under it what is wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now: dict[Role, float] = {}
        self._wanted: dict[Role, float] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)
        self.setMaximumWidth(240)

    def sizeHint(self) -> QSize:
        return QSize(150, 24)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_state(self, state: State | None) -> None:
        """Show a plan's mix; nothing is repainted when it is the same."""
        now = {} if state is None else shares_now(state)
        wanted = {} if state is None else shares_wanted(state.plan)
        if (now, wanted) != (self._now, self._wanted):
            self._now, self._wanted = now, wanted
            self.setToolTip(self._words())
            self.setAccessibleName(self._words())
            self.update()

    @property
    def off(self) -> list[Role]:
        """Roles whose share is far from the target."""
        return [
            role for role, want in self._wanted.items() if abs(self._now.get(role, 0.0) - want) > ROLE_MIX_TOLERANCE
        ]

    def _words(self) -> str:
        lines = []
        for role in Role:
            now, wanted = self._now.get(role, 0.0), self._wanted.get(role)
            if role is Role.SEGMENT or not (now or wanted):
                continue
            if wanted is None:
                text = self.tr("{role} {now}%").format(role=role_name(role), now=round(now * 100))
            else:
                text = self.tr("{role} {now}%，目标 {wanted}%").format(
                    role=role_name(role), now=round(now * 100), wanted=round(wanted * 100)
                )
            lines.append(text)
        if not lines:
            return ""
        return "\n".join([self.tr("角色占计划时长（环节不算）"), *lines])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = float(self.width())
        self._draw(painter, self._now, QRectF(0, 3, wide, 13 if self._wanted else 16), words=True)
        if self._wanted:
            self._draw(painter, self._wanted, QRectF(0, 18, wide, 3), words=False)

    def _draw(self, painter: QPainter, shares: Mapping[Role, float], box: QRectF, *, words: bool) -> None:
        theme = self._theme
        painter.fillRect(box, theme.color("bar_track"))
        left = box.left()
        painter.setFont(font(11))
        for role in Role:
            share = shares.get(role, 0.0)
            if not share:
                continue
            part = QRectF(left, box.top(), max(1.0, share * box.width() - 1), box.height())
            colour = theme.role_color(role)
            painter.setOpacity(1.0 if words else 0.75)
            painter.fillRect(part, colour)
            painter.setOpacity(1.0)
            if words and part.width() > 16:
                painter.setPen(theme.color("window"))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, ROLE_GLYPHS[role])
            left += share * box.width()
