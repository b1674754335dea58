"""Everything of one entry in one place: goods, prices, stock, timing, what the host reads, and what is to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.app import ShowClosed
from console.catalogue_plans import entry_values
from console.desk import Receipt
from console.feeds.plan_waves import waves, waves_text
from console.feeds.times import clock, length
from console.feeds.values import ValueRefused, cents, identifier, text, whole
from console.files import WorkspaceUnusable, replace_file
from console.listeners import Applied
from console.show import commands as cmd
from console.show.plan import USUAL_ACTIONS, Entry, EntryId, ProductId, Role
from console.wording import say
from inventory.catalogue import Product
from widgets.context import Context
from widgets.figures import hour_text, minutes_text, plain_price
from widgets.flow import FlowLayout
from widgets.form import FormDialog, hint, point_at, scrolled, with_hint
from widgets.sentences import Sentences
from widgets.show_words import action_name, refusal_text, role_name
from widgets.theme import ROLE_GLYPHS, font

OFFERED_ACTIONS = (*USUAL_ACTIONS, "add_link", "coupon", "lucky_bag", "pin_comment")
SEPARATORS = str.maketrans({"、": ",", "，": ",", ";": ",", "；": ",", "\n": ","})  # not shown
Read = Callable[[str], Any]


def _product(held: str) -> ProductId | None:
    return ProductId(identifier(held)) or None


def _length(held: str) -> timedelta:
    return length(held) or timedelta(0)


class EntryEditor(FormDialog):
    """Edits one entry. What somebody else changes meanwhile in other fields stays as they changed it."""

    def __init__(
        self, context: Context, entry_id: EntryId, scenes: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._context = context
        self._entry_id = entry_id
        self._lang = context.console.settings.lang
        self._sentences = Sentences(self._lang, self)
        self._scenes = list(scenes)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("编辑"))
        self.resize(1060, 690)
        entry = self._entry()
        assert entry is not None
        self._began = entry
        self._lines: dict[str, tuple[QLineEdit, Read]] = {}
        self._pages: dict[str, QPlainTextEdit] = {}
        self._build(entry)
        self._lay_out()
        listeners = context.console.listeners
        self._unsubscribe = [
            listeners.subscribe(Applied, lambda told: self._follow()),
            listeners.subscribe(ShowClosed, lambda told: self.reject()),
        ]
        self.finished.connect(self._on_finished)
        self._follow()
        self._lines["name"][0].setFocus()

    # -- building -----------------------------------------------------------------------------------

    def _build(self, entry: Entry) -> None:
        for name in ("name", "link_no", "spec", "brand", "category", "coupon", "host", "picture"):
            self._line(name, getattr(entry, name), text)
        self._line("product_id", entry.product_id or "", _product)
        for name in ("live_price", "list_price", "cost"):
            self._line(name, plain_price(getattr(entry, name)), cents)
        for name in ("stock", "first_release"):
            value = getattr(entry, name)
            self._line(name, "" if value is None else str(value), whole)
        self._line("waves", waves_text(entry.waves, self._lang), waves)
        self._line("planned", minutes_text(entry.planned), _length)
        self._line("hard_start", hour_text(entry.hard_start), clock)
        for name in ("offer", "selling_points", "script", "note"):
            self._page(name, getattr(entry, name))
        self._place_words()
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(f"{ROLE_GLYPHS[role]} {role_name(role)}", role)
        self.role.setCurrentIndex(list(Role).index(entry.role))
        self.scene = QComboBox()
        self.scene.setEditable(True)
        self.scene.addItems(list(dict.fromkeys(["", *self._scenes, entry.scene])))
        self.scene.setCurrentText(entry.scene)
        self.scene.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cues_button = QPushButton(self.tr("联动…"))
        self.cues_button.setToolTip(self.tr("上这一款和离开它时，OBS 还做什么"))
        self.cues_button.setAutoDefault(False)
        self.cues_button.clicked.connect(self._open_cues)
        self.pick_button = QPushButton(self.tr("从商品库选…"))
        self.pick_button.setToolTip(self.tr("名称、品牌、类目、价格和图片照商品库填上"))
        self.pick_button.setAutoDefault(False)
        self.pick_button.clicked.connect(self._open_catalogue)
        self._build_actions(entry)

    def _build_actions(self, entry: Entry) -> None:
        self.usual = QCheckBox(self.tr("用平常的动作"))
        self.usual.setChecked(entry.actions is None)
        self.actions_: dict[str, QCheckBox] = {}
        for code in OFFERED_ACTIONS:
            box = QCheckBox(action_name(code))
            box.setChecked(code in entry.checklist)
            self.actions_[code] = box
        own = [code for code in entry.checklist if code not in OFFERED_ACTIONS]
        self.own_actions = QLineEdit(self.tr("、", "between the parts of a list").join(own))
        self.own_actions.setPlaceholderText(self.tr("自己写的，用顿号或逗号分开"))
        self.usual.toggled.connect(self._on_usual)
        self._on_usual(self.usual.isChecked())

    def _on_usual(self, usual: bool) -> None:
        for box in (*self.actions_.values(), self.own_actions):
            box.setEnabled(not usual)

    def _place_words(self) -> None:
        self._lines["product_id"][0].setPlaceholderText(self.tr("平台的商品编号；环节不用填"))
        self._lines["first_release"][0].setPlaceholderText(self.tr("空 = 全部"))
        self._lines["waves"][0].setPlaceholderText(self.tr("如 30 售罄; 20 20:30; 100 在线 1000; 50 手动"))
        self._pages["selling_points"].setPlaceholderText(self.tr("一行一条"))
        self._pages["script"].setPlaceholderText(self.tr("主播屏上滚动的话术"))

    def _line(self, name: str, held: str, read: Read) -> None:
        line = QLineEdit(held)
        line.setFont(font(13, figures=True))
        line.setAccessibleName(self._sentences.field_name(name))
        line.setCursorPosition(0)  # what does not fit is cut at its end
        self._lines[name] = (line, read)

    def _page(self, name: str, held: str) -> None:
        page = QPlainTextEdit(held)
        page.setTabChangesFocus(True)
        page.setAccessibleName(self._sentences.field_name(name))
        self._pages[name] = page

    def _lay_out(self) -> None:
        inner = QWidget()
        sides = QHBoxLayout(inner)
        sides.setContentsMargins(0, 0, 8, 0)
        sides.setSpacing(24)
        goods, words = QFormLayout(), QFormLayout()
        for form in (goods, words):
            form.setVerticalSpacing(8)
            form.setHorizontalSpacing(12)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
            sides.addLayout(form, 1)
        title = self._sentences.field_name
        goods.addRow(title("name"), self._lines["name"][0])
        role = QHBoxLayout()
        role.setSpacing(8)
        role.addWidget(self.role)
        role.addWidget(hint(title("link_no")))
        role.addWidget(self._lines["link_no"][0], 1)
        goods.addRow(title("role"), role)
        product = QHBoxLayout()
        product.setSpacing(8)
        product.addWidget(self._lines["product_id"][0], 1)
        product.addWidget(self.pick_button)
        goods.addRow(title("product_id"), product)
        self._pair(goods, "live_price", "list_price", "cost", words=self.tr("元。成本只存在这台电脑上。"))
        self._pair(goods, "stock", "first_release")
        goods.addRow(title("waves"), self._lines["waves"][0])
        self._pair(goods, "planned", "hard_start", words=self.tr("时长如 5、5:00 或 90秒；整点如 20:00，留空就顺排。"))
        scene = QHBoxLayout()
        scene.setSpacing(8)
        scene.addWidget(self.scene, 1)
        scene.addWidget(self.cues_button)
        goods.addRow(title("scene"), scene)
        self._pair(goods, "host", "coupon")
        goods.addRow(title("spec"), self._lines["spec"][0])
        self._pair(goods, "brand", "category")
        goods.addRow(title("picture"), self._picture_row())
        goods.addRow(title("actions"), self._actions_box())
        for name, high in (("offer", 64), ("selling_points", 96), ("script", 0), ("note", 60)):
            page = self._pages[name]
            if high:
                page.setFixedHeight(high)
            else:
                page.setMinimumHeight(200)
            words.addRow(title(name), page)
        self.column.insertWidget(0, scrolled(inner), 1)
        self.save_button.setToolTip("Ctrl+Enter")
        self.save_button.setShortcut("Ctrl+Return")

    def _pair(self, form: QFormLayout, first: str, *others: str, words: str = "") -> None:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._lines[first][0], 1)
        for name in others:
            row.addWidget(hint(self._sentences.field_name(name)))
            row.addWidget(self._lines[name][0], 1)
        form.addRow(self._sentences.field_name(first), with_hint(both, words) if words else both)

    def _picture_row(self) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        choose = QPushButton(self.tr("选图片…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_picture)
        row.addWidget(self._lines["picture"][0], 1)
        row.addWidget(choose)
        return both

    def _actions_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        flow_box = QWidget()
        flow = FlowLayout(flow_box, gap=10)
        for action in self.actions_.values():
            flow.addWidget(action)
        flow_box.setMinimumHeight(54)
        column.addWidget(self.usual)
        column.addWidget(flow_box)
        column.addWidget(self.own_actions)
        return box

    # -- following the show -------------------------------------------------------------------------

    def _entry(self) -> Entry | None:
        show = self._context.console.show
        return None if show is None else show.state.plan.entries.get(self._entry_id)

    def _follow(self) -> None:
        entry, show = self._entry(), self._context.console.show
        if entry is None or show is None:
            self.complain(self.tr("这一行已经从排品里删除，内容可以复制出去。"))
            self.save_button.setEnabled(False)
            return
        self.save_button.setEnabled(True)
        own = len(entry.cues.on_take) + len(entry.cues.on_leave)
        self.cues_button.setText(self.tr("联动 {n} 个…").format(n=own) if own else self.tr("联动…"))
        number = show.state.plan.index(self._entry_id) + 1
        self.setWindowTitle(self.tr("编辑 {number} {name}").format(number=f"{number:02d}", name=entry.name))
        aired = self._entry_id in show.state.core.aired
        product = self._lines["product_id"][0]
        product.setReadOnly(aired)
        product.setToolTip(self.tr("已经讲过，不能换商品") if aired else "")
        self.pick_button.setEnabled(not aired)

    def _on_finished(self) -> None:
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()

    def _open_cues(self) -> None:
        from widgets.cues_dialog import the_cues_dialog

        # not the editor's child: it outlives the editor while its own draft is unsaved
        dialog = the_cues_dialog(self._context, self.parentWidget(), entry_id=self._entry_id)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _open_catalogue(self) -> None:
        from widgets.catalogue_picker import CataloguePicker

        picker = CataloguePicker(self._context, self.tr("从商品库选商品"), self)
        picker.picked.connect(self.take_product)
        picker.open()

    def take_product(self, product: Product) -> None:
        """Fill the fields with what the catalogue says of a product; what it does not say stays."""
        self._lines["product_id"][0].setText(product.product_id)
        for name, value in entry_values(product).items():
            line = self._lines[name][0]
            line.setText(plain_price(value) if isinstance(value, int) else value)
            line.setCursorPosition(0)
        if self.role.currentData() is Role.SEGMENT:
            self.role.setCurrentIndex(list(Role).index(Role.SECONDARY))

    # -- saving -------------------------------------------------------------------------------------

    def _choose_picture(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("选图片"), str(Path.home()), self.tr("图片 (*.png *.jpg *.jpeg *.webp *.svg)")
        )
        if name:
            self.take_picture(Path(name))

    def take_picture(self, file: Path) -> None:
        """Keep a copy in the workspace and name it in the entry."""
        workspace = self._context.console.workspace
        kept = f"{self._entry_id}{file.suffix.lower()}"
        try:
            replace_file(workspace.pictures / kept, file.read_bytes())
        except WorkspaceUnusable as failed:
            self.complain(say(self._lang, failed.code, **failed.data))
        except OSError as error:
            self.complain(f"{file.name}: {error.strerror or error}")
        else:
            self._lines["picture"][0].setText(f"{workspace.pictures.name}/{kept}")

    def values(self) -> dict[str, Any] | None:
        """What the fields say; None when one cannot be read, which is marked and told."""
        found: dict[str, Any] = {}
        for name, (line, read) in self._lines.items():
            try:
                found[name] = read(line.text())
            except ValueRefused as refusal:
                point_at(line)
                field = self._sentences.field_name(name)
                problem = say(self._lang, f"refused.cell.{refusal.code}", held=refusal.held)
                remedy = say(self._lang, f"refused.remedy.{refusal.code}")
                self.complain(
                    self.tr("{field}：{problem}。{remedy}").format(field=field, problem=problem, remedy=remedy)
                )
                return None
        for name, page in self._pages.items():
            found[name] = page.toPlainText().strip()
        found["role"] = self.role.currentData()
        found["scene"] = self.scene.currentText().strip()
        found["actions"] = self._chosen_actions()
        return found

    def _chosen_actions(self) -> tuple[str, ...] | None:
        if self.usual.isChecked():
            return None
        own = [word.strip() for word in self.own_actions.text().translate(SEPARATORS).split(",")]
        chosen = [code for code, box in self.actions_.items() if box.isChecked()]
        return tuple(dict.fromkeys([*chosen, *(word for word in own if word)]))

    def _on_save(self) -> None:
        values, entry, show = self.values(), self._entry(), self._context.console.show
        if values is None or entry is None or show is None:
            return
        changed = {name: value for name, value in values.items() if value != getattr(self._began, name)}
        if not changed:
            self.accept()
            return
        entries = [replace(entry, **changed)]
        if "stock" in changed and entry.product_id is not None:  # an item has one stock: all its rows that state it
            entries += [
                replace(other, stock=changed["stock"])
                for other in show.state.plan.in_order()
                if other.product_id == entry.product_id and other is not entry and other.stock is not None
            ]
        self.save_button.setEnabled(False)
        future = show.ask(cmd.Edit(entries=tuple(entries)), actor=self._context.console.actor)
        future.add_done_callback(self._on_answer)

    def _on_answer(self, done: Future[Receipt]) -> None:
        error = done.exception()
        if error is None or getattr(error, "code", "") == "nothing_changed":
            self.accept()
            return
        self.save_button.setEnabled(True)
        self.complain(refusal_text(self._lang, error))
