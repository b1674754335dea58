"""Everything of one product to be read and edited: itself, its SKUs and ids, the proof of its prices, its papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from console.catalogue import keep_file
from console.feeds.catalogue_sheet import kept_file
from console.feeds.values import ValueRefused, cents, identifier
from console.files import WorkspaceUnusable
from console.wording import say
from console.workspace import Workspace
from inventory.catalogue import Certificate, Paper, Price, Product
from widgets.catalogue_cells import (
    PRICES,
    BadCell,
    evidence_cells,
    evidence_in,
    paper_in,
    platform_id_in,
    variant_cells,
    variant_in,
)
from widgets.catalogue_grid import GridColumn, PartsGrid
from widgets.catalogue_pictures import CataloguePictures
from widgets.catalogue_words import (
    COLOURS,
    MARKS,
    PLATFORM_KEYS,
    paper_name,
    platform_name,
    price_name,
    standing_text,
)
from widgets.figures import plain_price
from widgets.form import hint, mark, point_at, scrolled
from widgets.picture import PictureLoader
from widgets.theme import Theme, font

T = TypeVar("T")
TEXTS = ("name", "product_id", "brand", "category", "spec", "barcode")


class Wrong(Exception):
    """A field that cannot be read; its widget is marked, the words say what would do."""


class ProductForm(QWidget):
    """``edited``: something was changed by hand."""

    edited = Signal()
    refused = Signal(str)

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        loader: PictureLoader,
        today: date,
        lang: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._today, self._lang = theme, today, lang
        self._keep_file = keep_file(workspace, workspace.evidence)
        self._product: Product | None = None
        self._quiet = False
        self.tabs = QTabWidget()
        self.lines: dict[str, QLineEdit] = {}
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.pictures = CataloguePictures(theme, loader, keep_file(workspace, workspace.pictures))
        self.variants = self._variant_grid()
        self.ids = self._id_grid()
        self.evidence = self._evidence_grid()
        self.papers = self._paper_grid()
        self.former = QLabel()
        self.former.setWordWrap(True)
        self.former.setProperty("faint", True)
        self._lay_out()
        self._connect()
        self.show_product(None)

    # -- building -----------------------------------------------------------------------------------

    def _titles(self) -> dict[str, str]:
        return {
            "name": self.tr("名称"),
            "product_id": self.tr("商品ID"),
            "brand": self.tr("品牌"),
            "category": self.tr("类目"),
            "spec": self.tr("规格"),
            "barcode": self.tr("条码"),
            "list_price": self.tr("划线价"),
            "live_price": self.tr("直播价"),
            "cost": self.tr("成本价"),
        }

    def _lay_out(self) -> None:
        titles = self._titles()
        for name in (*TEXTS, *PRICES):
            line = QLineEdit()
            line.setFont(font(13, figures=True))
            line.setAccessibleName(titles[name])
            self.lines[name] = line
        self.lines["product_id"].setPlaceholderText(self.tr("排品表里用的商品ID"))
        self.note.setAccessibleName(self.tr("备注"))
        self.note.setMinimumHeight(64)
        inner = QWidget()
        form = QFormLayout(inner)
        form.setContentsMargins(10, 10, 10, 8)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        form.addRow(titles["name"], self.lines["name"])
        form.addRow(titles["product_id"], self.lines["product_id"])
        form.addRow("", self.former)
        form.addRow(titles["brand"], self._beside(("brand", ""), ("category", titles["category"])))
        form.addRow(titles["spec"], self._beside(("spec", ""), ("barcode", titles["barcode"])))
        prices = self._beside(("live_price", ""), ("list_price", titles["list_price"]), ("cost", titles["cost"]))
        form.addRow(titles["live_price"], prices)
        form.addRow("", hint(self.tr("元。排品时用这里的价，已经排好的不会跟着变。")))
        form.addRow(self.tr("图片"), self.pictures)
        form.addRow(self.tr("备注"), self.note)
        self.tabs.addTab(scrolled(inner), "")
        ids = QWidget()
        both = QVBoxLayout(ids)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self.ids)
        for grid in (self.variants, ids, self.evidence, self.papers):
            self.tabs.addTab(grid, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def _beside(self, *fields: tuple[str, str]) -> QWidget:
        both = QWidget()
        both.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name, title in fields:
            if title:
                row.addWidget(hint(title))
            row.addWidget(self.lines[name], 1)
        return both

    def _variant_grid(self) -> PartsGrid:
        titles = self._titles()
        columns = (
            GridColumn("sku_id", self.tr("SKU ID"), 0),
            GridColumn("spec", titles["spec"], 110),
            GridColumn("barcode", titles["barcode"], 118),
            *(GridColumn(price.value, price_name(price), 68, figures=True) for price in (Price.LIVE, Price.LIST)),
            GridColumn("cost", price_name(Price.COST), 68, figures=True),
        )
        words = self.tr("订单里写 SKU ID 的，算到这个商品上。价格空着就是商品的价。")
        return PartsGrid(self._theme, columns, words)

    def _id_grid(self) -> PartsGrid:
        names = tuple(platform_name(key) for key in PLATFORM_KEYS)
        columns = (
            GridColumn("platform", self.tr("平台"), 150, choices=("", *names), free=True),
            GridColumn("id", self.tr("那里的商品ID"), 0),
        )
        words = self.tr("同一个商品在各个平台、各条链接的 ID，可以有几个；一个 ID 只能属于一个商品。")
        return PartsGrid(self._theme, columns, words)

    def _evidence_grid(self) -> PartsGrid:
        columns = (
            GridColumn("price", self.tr("哪个价"), 86, choices=tuple(price_name(price) for price in Price)),
            GridColumn("cents", self.tr("金额"), 72, figures=True),
            GridColumn("source", self.tr("依据来源"), 0),
            GridColumn("on", self.tr("日期"), 96),
            GridColumn("file", self.tr("文件或网址"), 130),
        )
        words = self.tr("划线价要有来源和日期：哪里按这个价卖过，或哪份合同。金额空着就是任何金额。")
        return self._with_file(PartsGrid(self._theme, columns, words))

    def _paper_grid(self) -> PartsGrid:
        columns = (
            GridColumn("kind", self.tr("种类"), 86, choices=tuple(paper_name(paper) for paper in Paper)),
            GridColumn("name", self.tr("名称"), 0),
            GridColumn("number", self.tr("编号"), 96),
            GridColumn("expires", self.tr("有效期至"), 96),
            GridColumn("standing", self.tr("状态"), 112, fixed=True),
            GridColumn("file", self.tr("文件或网址"), 110),
        )
        words = self.tr("有效期写最后有效的一天，如 2027-06-30；没有期限写“长期”。空着的，开播前会提醒。")
        grid = PartsGrid(self._theme, columns, words)
        grid.mark = self._standing
        return self._with_file(grid)

    def _with_file(self, grid: PartsGrid) -> PartsGrid:
        button = QPushButton(self.tr("选文件…"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose_file(grid))
        grid.foot.insertWidget(2, button)
        return grid

    def _connect(self) -> None:
        for line in self.lines.values():
            line.textEdited.connect(lambda _text: self._on_edit())
        self.note.textChanged.connect(self._on_edit)
        self.pictures.changed.connect(self._on_edit)
        self.pictures.refused.connect(self.refused)
        for grid in (self.variants, self.ids, self.evidence, self.papers):
            grid.changed.connect(self._on_edit)

    # -- showing ------------------------------------------------------------------------------------

    def show_product(self, product: Product | None) -> None:
        """Show a product as it is kept; None for a new one."""
        self._quiet = True
        self._product = product
        held = product or Product(product_id="", name="")
        for name in TEXTS:
            self.lines[name].setText(getattr(held, name))
        for name in PRICES:
            self.lines[name].setText(plain_price(getattr(held, name)))
        for line in self.lines.values():
            line.setCursorPosition(0)
            mark(line, wrong=False)
        self.lines["product_id"].setReadOnly(product is not None)
        tip = self.tr("排品和订单都用它，不能改；别的 ID 加在“平台 ID”里") if product is not None else ""
        self.lines["product_id"].setToolTip(tip)
        self.former.setText(self.tr("合并进来的：{ids}").format(ids=self.tr("、").join(held.aliases)))
        self.former.setVisible(bool(held.aliases))
        self.note.setPlainText(held.note)
        self.pictures.show_paths(held.pictures)
        self.variants.show_rows([variant_cells(each) for each in held.variants])
        self.ids.show_rows([{"platform": platform_name(each.platform), "id": each.id} for each in held.platform_ids])
        self.evidence.show_rows([evidence_cells(each) for each in held.evidence])
        self.papers.show_rows([self._paper_cells(each) for each in held.certificates])
        self._quiet = False
        self._show_counts()

    def _paper_cells(self, paper: Certificate) -> dict[str, str]:
        expires = "" if paper.expires is None else paper.expires.isoformat()
        return {
            "kind": paper_name(paper.kind),
            "name": paper.name,
            "number": paper.number,
            "expires": self.tr("长期") if paper.permanent else expires,
            "file": paper.file,
        }

    def _paper(self, cells: dict[str, str]) -> Certificate:
        return paper_in(cells, self.tr("长期"))

    def _standing(self, cells: dict[str, str]) -> dict[str, tuple[str, str]]:
        try:
            paper = self._paper(cells)
        except ValueRefused:
            return {"standing": (self.tr("看不懂的日期"), "bad")}
        standing = paper.standing(self._today)
        return {"standing": (f"{MARKS[standing]} {standing_text(paper, self._today)}", COLOURS[standing])}

    def _on_edit(self) -> None:
        if not self._quiet:
            self._show_counts()
            self.edited.emit()

    def _show_counts(self) -> None:
        names = (
            (self.tr("商品"), None),
            (self.tr("规格 SKU"), self.variants),
            (self.tr("平台 ID"), self.ids),
            (self.tr("价格依据"), self.evidence),
            (self.tr("证照"), self.papers),
        )
        for place, (name, grid) in enumerate(names):
            count = 0 if grid is None else len(grid.rows())
            self.tabs.setTabText(place, f"{name} {count}" if count else name)

    def _choose_file(self, grid: PartsGrid) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("选文件"), str(Path.home()))
        if name:
            self.take_file(grid, Path(name))

    def take_file(self, grid: PartsGrid, file: Path) -> None:
        """Keep a copy of a proof in the workspace and name it in the row with the cursor."""
        try:
            grid.put("file", kept_file(file, self._keep_file))
        except WorkspaceUnusable as failed:
            self.refused.emit(say(self._lang, failed.code, **failed.data))
        except OSError as error:
            self.refused.emit(f"{file.name}: {error.strerror or error}")

    # -- reading ------------------------------------------------------------------------------------

    def product(self) -> Product:
        """What the fields say, over the product as it was shown. Raises Wrong, with the field marked."""
        values: dict[str, Any] = {"note": self.note.toPlainText().strip()}
        values["name"] = " ".join(self.lines["name"].text().split())
        values["product_id"] = self._line("product_id", identifier)
        for name in ("brand", "category", "spec"):
            values[name] = self.lines[name].text().strip()
        values["barcode"] = self._line("barcode", identifier)
        for name in PRICES:
            values[name] = self._line(name, cents)
        for name in ("product_id", "name"):
            if not values[name]:
                self.tabs.setCurrentIndex(0)
                point_at(self.lines[name])
                raise Wrong(self.tr("{field}不能空着").format(field=self._titles()[name]))
        values["pictures"] = self.pictures.paths
        values["variants"] = self._rows(1, self.variants, variant_in)
        values["platform_ids"] = self._rows(2, self.ids, platform_id_in)
        values["evidence"] = self._rows(3, self.evidence, evidence_in)
        values["certificates"] = self._rows(4, self.papers, self._paper)
        return replace(self._product or Product(product_id="", name=""), **values)

    def _line(self, name: str, read: Callable[[str], T]) -> T:
        try:
            return read(self.lines[name].text())
        except ValueRefused as refusal:
            self.tabs.setCurrentIndex(0)
            point_at(self.lines[name])
            raise Wrong(self._words(self._titles()[name], refusal)) from refusal

    def _rows(self, page: int, grid: PartsGrid, read: Callable[[dict[str, str]], T]) -> tuple[T, ...]:
        found = []
        for row, cells in grid.rows():
            try:
                found.append(read(cells))
            except BadCell as bad:
                self.tabs.setCurrentIndex(page)
                grid.point_at(row, bad.column)
                title = next(column.title for column in grid.columns if column.name == bad.column)
                raise Wrong(self._words(title, bad)) from bad
        return tuple(found)

    def _words(self, title: str, refusal: ValueRefused) -> str:
        problem = say(self._lang, f"refused.cell.{refusal.code}", held=refusal.held)
        remedy = say(self._lang, f"refused.remedy.{refusal.code}")
        return self.tr("{field}：{problem}。{remedy}").format(field=title, problem=problem, remedy=remedy)
