"""Files held over the window: what is known is said, the drop is taken there, and the veil goes with the drag."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.builders import twenty_entries
from tests.widgets.fits import NOTEBOOK, misfits
from tests.widgets.window_room import QUIET, Stage, live, seed, stage  # noqa: F401 - the fixture
from widgets.drop_veil import DropVeil
from widgets.window import Window

# ruff: noqa: F811
pytestmark = QUIET
LANGUAGES = pytest.mark.parametrize("lang", ["zh_CN", "en"])
COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def of(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def hold(window: Window, data: QMimeData) -> DropVeil | None:
    """A drag comes over the window, as the system tells it."""
    enter = QDragEnterEvent(QPoint(300, 300), COPY, data, LEFT, NONE)
    window.eventFilter(window.windowHandle(), enter)
    return window.findChild(DropVeil)


@LANGUAGES
@pytest.mark.parametrize("show", [True, False])
def test_what_is_known_is_said_over_the_whole_window(stage: Stage, tmp_path: Path, lang: str, show: bool) -> None:
    if show:
        seed(stage.root, live(*twenty_entries()))
    window = stage.start(lang=lang).window
    window.resize(NOTEBOOK)
    stage.wait(lambda: window.size() == NOTEBOOK)
    names = "今晚排品.xlsx", "订单.csv", "三.csv", "四.csv"
    veil = hold(window, of(*(tmp_path / name for name in names)))
    assert veil is not None
    assert veil.isVisible()
    assert veil.geometry() == window.rect()
    assert "今晚排品.xlsx" in veil.files.text()
    assert "4" in veil.files.text()
    assert len(veil.words.text().splitlines()) == (3 if show else 2)
    assert misfits(veil) == []


def test_the_veil_goes_when_the_drag_leaves_and_nothing_else_raises_it(stage: Stage, tmp_path: Path) -> None:
    window = stage.start().window
    plain = QMimeData()
    plain.setText("一行话")
    assert hold(window, plain) is None
    veil = hold(window, of(tmp_path / "a.xlsx"))
    assert veil is not None
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    stage.wait(veil.isHidden)


def test_a_drop_on_the_veil_is_taken_like_one_on_the_window(stage: Stage, tmp_path: Path) -> None:
    seed(stage.root, live(*twenty_entries()))
    window = stage.start().window
    strange = tmp_path / "song.mp3"
    strange.write_bytes(b"x")
    veil = hold(window, of(strange))
    assert veil is not None
    assert "读不了" in veil.title.text()
    data = of(strange)
    enter = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, NONE)
    QApplication.sendEvent(veil, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(veil, QDropEvent(QPointF(9, 9), COPY, data, LEFT, NONE, QEvent.Type.Drop))
    assert veil.isHidden()
    assert "song.mp3" in window.strip.text
