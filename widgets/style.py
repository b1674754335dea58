"""The look of standard controls, written from a theme's tokens."""

from __future__ import annotations

from string import Template

from PySide6.QtWidgets import QApplication

import resources
from widgets.theme import Theme, font

TEXT_PX = 13

_SHEET = Template("""
QMainWindow, QDialog { background: $window; }
QMainWindow::separator { background: $window; width: 6px; height: 6px; }
QMainWindow::separator:hover { background: $focus; }
QWidget#dock_body { background: $dock; border: 1px solid $line; border-top: none;
  border-bottom-left-radius: 6px; border-bottom-right-radius: 6px; }
QWidget#dock_title { background: $dock; border: 1px solid $line; border-bottom: 1px solid $line;
  border-top-left-radius: 6px; border-top-right-radius: 6px; }
QFrame[card="true"] { background: $dock; border: 1px solid $line; border-radius: 8px; }
QWidget#ask_line { background: $raised; border-bottom: 1px solid $focus; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QLabel { background: transparent; }
QLabel[soft="true"] { color: $text_soft; }
QLabel[faint="true"] { color: $text_faint; }
QLabel[wrong="true"] { color: $bad; }
QLabel[late="true"] { color: $late; }
QLabel[cap="true"] { background: $raised; border: 1px solid $line; border-radius: 4px; padding: 2px 7px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }

QPushButton { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px; padding: 5px 12px; }
QPushButton:hover { border-color: $text_faint; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $focus; }
QPushButton:disabled { color: $text_faint; background: $dock; }
QPushButton:checked { border-color: $focus; background: $selection; }
QPushButton[low="true"] { padding: 0 10px; border-radius: 4px; }
QPushButton[primary="true"] { background: $next; border-color: $next; color: $next_text; font-weight: 600; }
QPushButton[danger="true"] { background: $on_air_fill; border-color: $on_air_fill; color: $on_air_text;
  font-weight: 600; }
QPushButton[primary="true"]:focus, QPushButton[danger="true"]:focus { border: 2px solid $text; padding: 4px 11px; }
QPushButton[primary="true"]:disabled, QPushButton[danger="true"]:disabled { background: $raised; border-color: $line;
  color: $text_faint; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; button-layout: 3; }
QMessageBox { button-layout: 3; }
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; }
QToolButton { background: transparent; color: $text_soft; border: 1px solid transparent; border-radius: 4px;
  padding: 2px 4px; }
QToolButton:hover { background: $raised; color: $text; }
QToolButton:focus { border-color: $focus; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox, QKeySequenceEdit {
  background: $field; color: $text; border: 1px solid $scroll; border-radius: 5px; padding: 4px 7px;
  selection-background-color: $selection; selection-color: $text; placeholder-text-color: $text_faint; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border-color: $focus; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $text_faint;
  border-color: $line; }
QLineEdit[wrong="true"], QAbstractSpinBox[wrong="true"], QComboBox[wrong="true"] { border-color: $bad; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$icons/down.$name.svg"); width: 10px; height: 6px; margin-right: 8px; }
QDateEdit::drop-down { border: none; width: 20px; }
QDateEdit::down-arrow { image: url("$icons/down.$name.svg"); width: 10px; height: 6px; }
QAbstractSpinBox { padding: 2px 20px 3px 7px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 18px; border: none;
  background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 3px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 3px; }
QAbstractSpinBox::up-arrow { image: url("$icons/up.$name.svg"); width: 10px; height: 6px; }
QAbstractSpinBox::down-arrow { image: url("$icons/down.$name.svg"); width: 10px; height: 6px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; selection-background-color: $selection;
  selection-color: $text; outline: none; }
QAbstractItemView { background: $dock; border: none; outline: none; selection-background-color: $selection;
  selection-color: $text; }
QHeaderView::section { background: $dock; color: $text_soft; border: none; border-bottom: 1px solid $line;
  padding: 4px 6px; }

QMenuBar { background: transparent; color: $text_soft; }
QMenuBar::item { padding: 1px 6px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $raised; color: $text; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 4px 0; }
QMenu::item { padding: 5px 26px 5px 26px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $text_faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 8px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTabBar::tab { background: $dock; color: $text_soft; border: 1px solid $line; padding: 4px 12px; }
QTabBar::tab:selected { background: $raised; color: $text; border-bottom-color: $focus; }
QTabBar::tab:focus { border-color: $focus; }
QTabWidget::pane { border: 1px solid $line; border-radius: 6px; }
QProgressBar { background: $bar_track; border: none; border-radius: 3px; text-align: center; color: $text; }
QProgressBar::chunk { background: $next; border-radius: 3px; }
QGroupBox { border: 1px solid $line; border-radius: 6px; margin-top: 10px; padding-top: 6px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; color: $text_soft; }
QCheckBox, QRadioButton { color: $text; spacing: 7px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $text_faint; border-radius: 4px;
  background: $field; }
QCheckBox::indicator:checked { background: $bar; border-color: $bar; image: url("$icons/check.$name.svg"); }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $text_faint; border-radius: 8px;
  background: $field; }
QRadioButton::indicator:checked { border: 5px solid $bar; width: 6px; height: 6px; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover, QRadioButton::indicator:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_faint; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $dock; }
QSplitter::handle { background: $line; }
""")


def style_sheet(theme: Theme) -> str:
    """The whole sheet in the colours of ``theme``."""
    return _SHEET.substitute(theme.tokens, name=theme.name, icons=resources.path("icons").as_posix())


def dress(app: QApplication, theme: Theme) -> None:
    """Give the program a theme: may be called again to change it."""
    app.setStyle("Fusion")  # the only style that draws the same on every platform
    app.setPalette(theme.palette())
    app.setFont(font(TEXT_PX))
    app.setStyleSheet(style_sheet(theme))
