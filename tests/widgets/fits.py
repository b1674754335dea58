"""What of a window's own words is cut, and whether the window fits a notebook, as sentences to read in a failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStyleOptionFrame,
    QTabBar,
    QTabWidget,
    QWidget,
)

NOTEBOOK = QSize(1366, 768 - 40)  # the smallest screen in use, less the system's bar
CURSOR_ROOM = 4  # what a line edit keeps free beside its text


def misfits(window: QWidget, *, screen: QSize = NOTEBOOK) -> list[str]:
    """Everything that does not fit in ``window`` as it is shown, on each page of its tabs; empty when all is well.

    ``window`` may be a part that covers its window, too.

    The window's own words are looked at: labels, buttons, boxes, tabs, captions, placeholders, the text of spin and
    combo boxes. What a table's cells or a text hold is the user's and may be cut.
    """
    found: list[str] = []
    for page in _pages(window):
        where = f" ({page})" if page else ""
        if window.width() > screen.width() or window.height() > screen.height():
            found.append(f"{_name(window)}{where}: {_size(window.size())} on a screen of {_size(screen)}")
        for widget in (window, *window.findChildren(QWidget)):
            if widget.isVisible() and widget.window() is window.window():
                found += [f"{_name(widget)}{where}: {said}" for said in _cut(widget)]
    return list(dict.fromkeys(found))


def _pages(window: QWidget) -> Iterator[str]:
    """Each page of the window's tabs in turn, laid out; a window without tabs is one page without a name."""
    tabs = next((each for each in window.findChildren(QTabWidget) if each.isVisible()), None)
    if tabs is None:
        _lay_out(window)
        yield ""
        return
    first = tabs.currentIndex()
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        _lay_out(window)
        yield tabs.tabText(index)
    tabs.setCurrentIndex(first)


def _lay_out(window: QWidget) -> None:
    for _ in range(3):  # a paragraph's height follows from its width, and the window's from that
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    layout = window.layout()
    if layout is not None:
        layout.activate()


def _cut(widget: QWidget) -> Iterator[str]:
    looks: tuple[tuple[type[QWidget], Callable[..., Iterator[str]]], ...] = (
        (QLabel, _of_label),
        (QPushButton, _of_push_button),
        (QCheckBox, _of_check_box),
        (QRadioButton, _of_radio_button),
        (QAbstractButton, _of_button),
        (QAbstractSpinBox, _of_spin_box),
        (QComboBox, _of_combo_box),
        (QLineEdit, _of_line_edit),
        (QPlainTextEdit, _of_text),
        (QTabBar, _of_tabs),
        (QHeaderView, _of_captions),
        (QGroupBox, _of_group),
        (QScrollArea, _of_scroll_area),
    )
    look = next((look for kind, look in looks if isinstance(widget, kind)), None)
    if look is not None:
        yield from look(widget)


def _of_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    words = _plain(label.text())
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height():
            yield f"“{words}” needs {needed} px in height, has {label.height()}"
        longest = max((label.fontMetrics().horizontalAdvance(word) for word in _unbroken(words)), default=0)
        if longest > label.contentsRect().width():
            yield f"“{words}” has a word of {longest} px, is {label.contentsRect().width()} wide"
        return
    needed_size = label.sizeHint()
    if needed_size.width() > label.width() or needed_size.height() > label.height():
        yield f"“{words}” needs {_size(needed_size)}, has {_size(label.size())}"


def _of_push_button(button: QPushButton) -> Iterator[str]:
    yield from _in_button(button, QStyle.SubElement.SE_PushButtonContents)


def _of_check_box(box: QCheckBox) -> Iterator[str]:
    yield from _in_button(box, QStyle.SubElement.SE_CheckBoxContents)


def _of_radio_button(button: QRadioButton) -> Iterator[str]:
    yield from _in_button(button, QStyle.SubElement.SE_RadioButtonContents)


def _in_button(button: QPushButton | QCheckBox | QRadioButton, element: QStyle.SubElement) -> Iterator[str]:
    if type(button).paintEvent is not _standard(button).paintEvent:  # paints its text itself: asks for what it needs
        yield from _of_button(button)
        return
    option = QStyleOptionButton()
    button.initStyleOption(option)
    room = button.style().subElementRect(element, option, button)
    yield from _against(button.text(), button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, button.text()), room)


def _standard(button: QWidget) -> type[QWidget]:
    return next(kind for kind in (QPushButton, QCheckBox, QRadioButton) if isinstance(button, kind))


def _of_button(button: QAbstractButton) -> Iterator[str]:
    needed = button.minimumSizeHint() if button.minimumSizeHint().isValid() else button.sizeHint()
    if button.text() and needed.width() > button.width():
        yield f"“{button.text()}” needs {needed.width()} px, has {button.width()}"


def _of_spin_box(box: QAbstractSpinBox) -> Iterator[str]:
    line = box.lineEdit()
    if line is not None:
        needed = line.fontMetrics().horizontalAdvance(box.text()) + CURSOR_ROOM
        if needed > _inside(line).width():
            yield f"“{box.text()}” needs {needed} px, has {_inside(line).width()}"


def _of_combo_box(box: QComboBox) -> Iterator[str]:
    if not box.isEditable() and box.sizeHint().width() > box.width():
        longest = max((box.itemText(index) for index in range(box.count())), key=len, default="")
        yield f"“{longest}” needs {box.sizeHint().width()} px, has {box.width()}"


def _of_line_edit(line: QLineEdit) -> Iterator[str]:
    words = line.placeholderText()
    needed = line.fontMetrics().horizontalAdvance(words) + CURSOR_ROOM
    if words and needed > _inside(line).width():
        yield f"“{words}” needs {needed} px, has {_inside(line).width()}"


def _inside(line: QLineEdit) -> QRect:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    margins = line.textMargins()
    return room.adjusted(margins.left(), 0, -margins.right(), 0)


def _of_text(text: QPlainTextEdit) -> Iterator[str]:
    words = text.placeholderText()
    room = text.viewport().rect().adjusted(4, 4, -4, -4)
    needed = text.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words)
    if words and needed.height() > room.height():
        yield f"“{words}” needs {needed.height()} px in height, has {room.height()}"


def _of_tabs(bar: QTabBar) -> Iterator[str]:
    for index in range(bar.count()):
        rect, words = bar.tabRect(index), bar.tabText(index)
        if not bar.rect().contains(rect):
            yield f"the tab “{words}” is outside the bar"
        elif bar.fontMetrics().horizontalAdvance(words) > rect.width():
            yield f"the tab “{words}” is {rect.width()} px wide"


def _of_captions(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is not Qt.Orientation.Horizontal or header.model() is None:
        return
    for section in range(header.count()):
        words = header.model().headerData(section, Qt.Orientation.Horizontal)
        needed = header.fontMetrics().horizontalAdvance(str(words or ""))
        if not header.isSectionHidden(section) and needed > header.sectionSize(section):
            yield f"the caption “{words}” needs {needed} px, has {header.sectionSize(section)}"


def _of_group(group: QGroupBox) -> Iterator[str]:
    if group.minimumSizeHint().width() > group.width():
        yield f"“{group.title()}” needs {group.minimumSizeHint().width()} px, has {group.width()}"


def _of_scroll_area(area: QScrollArea) -> Iterator[str]:
    """Down it may be scrolled, never across."""
    if _scrolls_across(area):
        inner = area.widget()
        yield f"{inner.minimumSizeHint().width()} px are scrolled across {area.viewport().width()}"


def _scrolls_across(area: QAbstractScrollArea) -> bool:
    bar = area.horizontalScrollBar()
    return bar.minimum() != bar.maximum()


def _against(words: str, needed: QSize, room: QRect) -> Iterator[str]:
    if words and (needed.width() > room.width() or needed.height() > room.height() + 2):
        yield f"“{words}” needs {_size(needed)}, has {_size(room.size())}"


def _unbroken(words: str) -> Iterator[str]:
    """The pieces no line break can come into; between Chinese letters one always can."""
    for piece in words.split():
        run = ""
        for letter in piece:
            if letter > "⺀":
                yield run
                run = ""
            elif letter in "/-":
                yield run + letter
                run = ""
            else:
                run += letter
        yield run


def _plain(words: str) -> str:
    return QTextDocumentFragment.fromHtml(words).toPlainText() if "</" in words else words


def _size(size: QSize) -> str:
    return f"{size.width()}×{size.height()}"


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}".strip()
