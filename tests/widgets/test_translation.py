"""English comes from the Linguist file, Chinese from the sources, and the language can be changed while running."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

import resources
from widgets.translation import install, read_linguist_file

LINGUIST = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context><name>Strip</name>
  <message><source>过款</source><translation>Take</translation></message>
  <message><source>下一个</source><comment>button</comment><translation>Next</translation></message>
  <message numerus="yes"><source>%n 行</source>
    <translation><numerusform>%n row</numerusform><numerusform>%n rows</numerusform></translation></message>
  <message><source>没翻译</source><translation type="unfinished"></translation></message>
  <message><source>旧的</source><translation type="vanished">Old</translation></message>
</context>
</TS>
"""


class Strip(QObject):
    pass


class NarrowStrip(Strip):
    pass


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication):
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "en.ts").write_text(LINGUIST, encoding="utf-8")
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    before = QLocale()
    install(qapp, "en")
    yield
    install(qapp, "zh_CN")
    QLocale.setDefault(before)


def test_a_word_is_translated_for_a_class_and_for_what_derives_from_it(english) -> None:
    assert Strip().tr("过款") == "Take"
    assert NarrowStrip().tr("过款") == "Take"
    assert QCoreApplication.translate("Strip", "过款") == "Take"
    assert QCoreApplication.translate("Other", "过款") == "过款"


def test_a_comment_tells_two_meanings_apart(english) -> None:
    assert QCoreApplication.translate("Strip", "下一个", "button") == "Next"
    assert QCoreApplication.translate("Strip", "下一个") == "下一个"
    assert QCoreApplication.translate("Strip", "过款", "no such comment") == "Take"


def test_a_number_chooses_its_form(english) -> None:
    assert [Strip().tr("%n 行", "", n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


def test_what_is_unfinished_or_vanished_stays_chinese(english) -> None:
    assert Strip().tr("没翻译") == "没翻译"
    assert Strip().tr("旧的") == "旧的"


def test_changing_the_language_tells_the_widgets_and_takes_the_old_words_away(english, qtbot) -> None:
    heard: list[QEvent.Type] = []

    class Listening(QWidget):
        def changeEvent(self, event: QEvent) -> None:
            heard.append(event.type())
            super().changeEvent(event)

    widget = Listening()
    qtbot.addWidget(widget)
    widget.show()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    install(app, "zh_CN")
    QCoreApplication.processEvents()
    assert QEvent.Type.LanguageChange in heard
    assert Strip().tr("过款") == "过款"


def test_qt_s_own_buttons_follow(english, qtbot) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.button(QDialogButtonBox.StandardButton.Cancel).text()

    assert "Cancel" in cancel()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    install(app, "zh_CN")
    assert "取消" in cancel()


def test_numbers_and_dates_follow_the_language_and_not_the_machine(english, qapp: QApplication) -> None:
    assert QLocale().language() == QLocale.Language.English
    install(qapp, "zh_CN")
    assert QLocale().language() == QLocale.Language.Chinese


def test_the_file_that_is_shipped_can_be_read() -> None:
    assert isinstance(read_linguist_file(resources.path("i18n", "en.ts")), dict)
