"""One person of the roster as fields: what they are called, what they do, their age as far as the rule asks, papers."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.roster import LONGEST_TEXT, Age, BadPerson, Person, Qualification
from console.show.shifts import LONGEST_NAME, Duty
from console.wording import say
from widgets.form import hint, mark, point_at
from widgets.roster_words import duty_name
from widgets.theme import font

_DAY = re.compile(r"\s*(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?\s*")
NAME, ISSUER, NUMBER, EXPIRES = range(4)


def read_day(text: str) -> date | None:
    """A day as people write it, "" is none. Raises ValueError.

    >>> read_day("2026-12-31"), read_day("2026年1月2日"), read_day("20260102"), read_day(" ")
    (datetime.date(2026, 12, 31), datetime.date(2026, 1, 2), datetime.date(2026, 1, 2), None)
    """
    if not text.strip():
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = map(int, found.groups())
    return date(year, month, day)


class Wrong(Exception):
    """What is in a field cannot be kept; the words say why."""


class Papers(QWidget):
    """Qualifications, a line each, with an empty one to write the next in; a line that is emptied is gone."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.rows: list[tuple[QLineEdit, QLineEdit, QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        for column, stretch in ((NAME, 5), (ISSUER, 4), (NUMBER, 4), (EXPIRES, 3)):
            self._grid.setColumnStretch(column, stretch)
            caption = QLabel(self._caption(column))
            caption.setFont(font(12))
            caption.setProperty("faint", True)
            self._grid.addWidget(caption, 0, column)
        self._add()

    def _caption(self, column: int) -> str:
        return (self.tr("资质名称"), self.tr("发证单位"), self.tr("编号（可不填）"), self.tr("有效期至"))[column]

    def show_papers(self, papers: tuple[Qualification, ...]) -> None:
        """These lines and an empty one."""
        while len(self.rows) > len(papers) + 1:
            for line in self.rows.pop():
                self._grid.removeWidget(line)
                line.deleteLater()
        while len(self.rows) < len(papers) + 1:
            self._add()
        for lines, paper in zip(self.rows, (*papers, Qualification(name="")), strict=True):
            expires = "" if paper.expires is None else paper.expires.isoformat()
            for line, text in zip(lines, (paper.name, paper.issuer, paper.number, expires), strict=True):
                line.blockSignals(True)
                line.setText(text)
                line.setCursorPosition(0)
                line.blockSignals(False)
            self._mark(lines[EXPIRES])

    def papers(self) -> tuple[Qualification, ...]:
        """What the lines say. Raises Wrong, with the keyboard on the field."""
        found = []
        for lines in self.rows:
            name, issuer, number, expires = (line.text().strip() for line in lines)
            if not (name or issuer or number or expires):
                continue
            if not name:
                point_at(lines[NAME])
                raise Wrong("roster.no_qualification_name")
            try:
                day = read_day(expires)
            except ValueError:
                point_at(lines[EXPIRES])
                raise Wrong("roster.bad_date") from None
            found.append(Qualification(name=name, issuer=issuer, number=number, expires=day))
        return tuple(found)

    def _add(self) -> None:
        row = len(self.rows) + 1
        lines = (QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit())
        for column, line in enumerate(lines):
            line.setMaxLength(LONGEST_TEXT)
            line.setAccessibleName(self._caption(column))
            line.textEdited.connect(self._on_edited)
            self._grid.addWidget(line, row, column)
        if self.rows:
            QWidget.setTabOrder(self.rows[-1][EXPIRES], lines[NAME])
        for before, after in pairwise(lines):
            QWidget.setTabOrder(before, after)
        lines[NAME].setPlaceholderText(self.tr("例如：网络主播证"))
        lines[EXPIRES].setPlaceholderText("2026-12-31")
        lines[EXPIRES].editingFinished.connect(lambda: self._mark(lines[EXPIRES]))
        self.rows.append(lines)

    def _on_edited(self) -> None:
        if any(line.text().strip() for line in self.rows[-1]):
            self._add()
        self.edited.emit()

    def _mark(self, line: QLineEdit) -> None:
        """A day that is over is red before anything is saved."""
        try:
            day = read_day(line.text())
        except ValueError:
            return
        over = day is not None and day < self._today
        mark(line, wrong=over)
        line.setToolTip(self.tr("已过期") if over else "")


class PersonForm(QWidget):
    """The fields of one person. ``edited`` when a hand changed something."""

    edited = Signal()

    def __init__(self, lang: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang, self._today = lang, today
        self.name = QLineEdit()
        self.nickname = QLineEdit()
        for line in (self.name, self.nickname):
            line.setMaxLength(LONGEST_NAME)
            line.textEdited.connect(lambda _text: self.edited.emit())
        self.name.setPlaceholderText(self.tr("名字或艺名，不写手机号、证件号"))
        self.nickname.setPlaceholderText(self.tr("可不填，排品表里写的另一个叫法"))
        self.duties: dict[Duty, QCheckBox] = {}
        duties = QGridLayout()
        duties.setContentsMargins(0, 0, 0, 0)
        duties.setVerticalSpacing(6)
        for place, duty in enumerate(Duty):
            box = self.duties[duty] = QCheckBox(duty_name(lang, duty))
            box.clicked.connect(lambda _checked: self.edited.emit())
            duties.addWidget(box, place // 3, place % 3)
        self.age = QComboBox()
        for age in Age:
            self.age.addItem(say(lang, f"roster.age.{age.value}"), age)
        self.age.activated.connect(lambda _index: self._on_age())
        self.consented = QCheckBox(self.tr("已见监护人同意书，日期"))
        self.consent = QLineEdit()
        self.consent.setPlaceholderText("2026-12-31")
        self.consent.setMaxLength(LONGEST_TEXT)
        self.consent.setAccessibleName(self.tr("见到监护人同意书的日期"))
        self.consent.textEdited.connect(lambda _text: self.edited.emit())
        self.consented.clicked.connect(self._on_consented)
        self.papers = Papers(today)
        self.papers.edited.connect(self.edited)
        ages = QHBoxLayout()
        ages.setContentsMargins(0, 0, 0, 0)
        ages.setSpacing(10)
        ages.addWidget(self.age)
        ages.addWidget(self.consented)
        ages.addWidget(self.consent, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("名字"), self.name)
        form.addRow(self.tr("昵称"), self.nickname)
        form.addRow(self.tr("岗位"), duties)
        form.addRow(self.tr("年龄"), ages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(hint(self.tr("只问规则要的：主播满 16 岁；不满 18 岁要有监护人同意。不记生日。")))
        papers = QLabel(self.tr("资质"))
        papers.setFont(font(13, bold=True))
        column.addWidget(papers)
        column.addWidget(self.papers)
        column.addStretch(1)
        self.show_person(None)

    def show_person(self, person: Person | None) -> None:
        """Fill the fields; None empties them."""
        shown = person or Person(name="")
        self.name.setText(shown.name)
        self.nickname.setText(shown.nickname)
        for duty, box in self.duties.items():
            box.setChecked(duty in shown.duties)
        self.age.setCurrentIndex(list(Age).index(shown.age))
        self.consented.setChecked(shown.consent is not None)
        self.consent.setText("" if shown.consent is None else shown.consent.isoformat())
        for line in (self.name, self.nickname, self.consent):
            mark(line, wrong=False)
        self.papers.show_papers(shown.qualifications)
        self._show_consent()

    def person(self) -> Person:
        """Who is in the fields. Raises Wrong, with the keyboard on the field."""
        young = self.age.currentData() is Age.YOUNG
        consent: date | None = None
        if young and self.consented.isChecked():
            try:
                consent = read_day(self.consent.text())
            except ValueError:
                consent = None
            if consent is None or consent > self._today:
                point_at(self.consent)
                raise Wrong("roster.bad_consent")
        return Person(
            name=self.name.text().strip(),
            nickname=self.nickname.text().strip(),
            duties=tuple(duty for duty, box in self.duties.items() if box.isChecked()),
            age=self.age.currentData(),
            consent=consent,
            qualifications=self.papers.papers(),
        )

    def point_at(self, bad: BadPerson) -> None:
        """Put the keyboard where ``bad`` is."""
        fields = {"name": self.name, "nickname": self.nickname}
        point_at(fields.get(bad.field, self.papers.rows[0][NAME]))

    def _on_age(self) -> None:
        self._show_consent()
        self.edited.emit()

    def _on_consented(self, checked: bool) -> None:
        if checked and not self.consent.text().strip():
            self.consent.setText(self._today.isoformat())
        self._show_consent()
        self.edited.emit()

    def _show_consent(self) -> None:
        young = self.age.currentData() is Age.YOUNG
        self.consented.setVisible(young)
        self.consent.setVisible(young)
        self.consent.setEnabled(self.consented.isChecked())
