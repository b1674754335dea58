"""One table of everything a key can do: its default keys, its name, and what the user changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

CONTEXT = "Keys"
QUICK_KEYS = 9
SCENE_KEYS = 8


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Marks ``text`` for lupdate, which looks for this name; Qt's own is typed as any object."""
    return text


class Group(Enum):
    """What a key is about; the value is its heading."""

    RUN = QT_TRANSLATE_NOOP("Keys", "走场")
    STOCK = QT_TRANSLATE_NOOP("Keys", "放单")
    HOST = QT_TRANSLATE_NOOP("Keys", "给主播")
    OBS = "OBS"
    PLAN = QT_TRANSLATE_NOOP("Keys", "排品")
    VIEW = QT_TRANSLATE_NOOP("Keys", "视图")

    @property
    def title(self) -> str:
        return QCoreApplication.translate(CONTEXT, self.value)


@dataclass(frozen=True, slots=True)
class Key:
    """One thing a key can do. ``defaults``: the first is shown, all of them work. ``number`` fills the name."""

    action: str
    defaults: tuple[str, ...]
    source: str
    group: Group
    number: int = 0

    @property
    def title(self) -> str:
        """Its name in the window's language."""
        name = QCoreApplication.translate(CONTEXT, self.source)
        return name.format(n=self.number) if self.number else name


KEYS: tuple[Key, ...] = (
    Key("take", ("Space",), QT_TRANSLATE_NOOP("Keys", "过款：上下一个"), Group.RUN),
    Key("previous", ("Backspace",), QT_TRANSLATE_NOOP("Keys", "回到上一个"), Group.RUN),
    Key("skip", ("S",), QT_TRANSLATE_NOOP("Keys", "跳过下一个"), Group.RUN),
    Key("go_to", ("Ctrl+Return",), QT_TRANSLATE_NOOP("Keys", "直接上选中的款"), Group.RUN),
    Key("suggestion", ("G",), QT_TRANSLATE_NOOP("Keys", "看下一款的建议"), Group.RUN),
    Key("host_change", ("C",), QT_TRANSLATE_NOOP("Keys", "换播：现在谁在播"), Group.RUN),
    Key("accept", ("Shift+G",), QT_TRANSLATE_NOOP("Keys", "售罄时照第一个建议做"), Group.RUN),
    Key("pause", ("P",), QT_TRANSLATE_NOOP("Keys", "暂停 / 继续"), Group.RUN),
    Key("go_live", ("Ctrl+L",), QT_TRANSLATE_NOOP("Keys", "开播"), Group.RUN),
    Key("checklist", ("Ctrl+Shift+L",), QT_TRANSLATE_NOOP("Keys", "开播检查"), Group.RUN),
    Key("rehearse", ("Ctrl+R",), QT_TRANSLATE_NOOP("Keys", "彩排"), Group.RUN),
    Key("end_show", ("Ctrl+E",), QT_TRANSLATE_NOOP("Keys", "下播"), Group.RUN),
    Key("undo", ("Ctrl+Z",), QT_TRANSLATE_NOOP("Keys", "撤销"), Group.RUN),
    Key("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), QT_TRANSLATE_NOOP("Keys", "重做"), Group.RUN),
    Key("tick", ("T",), QT_TRANSLATE_NOOP("Keys", "下一个平台动作已做"), Group.RUN),
    Key("release", ("+", "Shift++"), QT_TRANSLATE_NOOP("Keys", "放一波单"), Group.STOCK),
    Key("release_big", ("Ctrl++", "Ctrl+Shift++", "Ctrl+="), QT_TRANSLATE_NOOP("Keys", "放一大波单"), Group.STOCK),
    Key("hold", ("H",), QT_TRANSLATE_NOOP("Keys", "憋单 / 取消憋单"), Group.STOCK),
    Key("waves", ("W",), QT_TRANSLATE_NOOP("Keys", "放单波次"), Group.STOCK),
    *(
        Key(f"quick_{n}", (str(n),), QT_TRANSLATE_NOOP("Keys", "快捷提示 {n}"), Group.HOST, n)
        for n in range(1, QUICK_KEYS + 1)
    ),
    Key("message", ("M",), QT_TRANSLATE_NOOP("Keys", "自己写一句给主播"), Group.HOST),
    Key("note", ("N",), QT_TRANSLATE_NOOP("Keys", "记一笔"), Group.HOST),
    Key("host_window", ("Ctrl+H",), QT_TRANSLATE_NOOP("Keys", "主播屏"), Group.HOST),
    *(
        Key(f"scene_{n}", (f"F{n}",), QT_TRANSLATE_NOOP("Keys", "场景 {n}"), Group.OBS, n)
        for n in range(1, SCENE_KEYS + 1)
    ),
    Key("apply_scene", ("A",), QT_TRANSLATE_NOOP("Keys", "切到该在的场景"), Group.OBS),
    Key("obs", ("Ctrl+B",), QT_TRANSLATE_NOOP("Keys", "连接 OBS"), Group.OBS),
    Key("cues", ("Ctrl+Shift+B",), QT_TRANSLATE_NOOP("Keys", "OBS 联动"), Group.OBS),
    Key("find", ("Ctrl+F",), QT_TRANSLATE_NOOP("Keys", "查找"), Group.PLAN),
    Key("insert", ("Ins",), QT_TRANSLATE_NOOP("Keys", "插入一行"), Group.PLAN),
    Key("duplicate", ("Ctrl+D",), QT_TRANSLATE_NOOP("Keys", "再排一次（复制行）"), Group.PLAN),
    Key("delete", ("Del",), QT_TRANSLATE_NOOP("Keys", "删除选中的行"), Group.PLAN),
    Key("lock_plan", ("Ctrl+K",), QT_TRANSLATE_NOOP("Keys", "锁定排品"), Group.PLAN),
    Key("show_fields", ("Ctrl+I",), QT_TRANSLATE_NOOP("Keys", "场次信息"), Group.PLAN),
    Key("roster", ("Ctrl+U",), QT_TRANSLATE_NOOP("Keys", "人员与排班"), Group.PLAN),
    Key("import_plan", ("Ctrl+O",), QT_TRANSLATE_NOOP("Keys", "导入排品表"), Group.PLAN),
    Key("import_orders", ("Ctrl+Shift+O",), QT_TRANSLATE_NOOP("Keys", "导入订单或数据"), Group.PLAN),
    Key("paste", ("Ctrl+V",), QT_TRANSLATE_NOOP("Keys", "粘贴数据"), Group.PLAN),
    Key("counts", ("Ctrl+M",), QT_TRANSLATE_NOOP("Keys", "手工录入数据"), Group.PLAN),
    Key("catalogue", ("Ctrl+P",), QT_TRANSLATE_NOOP("Keys", "商品库"), Group.PLAN),
    Key("company", ("Ctrl+J",), QT_TRANSLATE_NOOP("Keys", "全公司库存"), Group.STOCK),
    Key("report", ("Ctrl+Shift+R",), QT_TRANSLATE_NOOP("Keys", "复盘表格"), Group.PLAN),
    Key("focus_run_order", ("Ctrl+1",), QT_TRANSLATE_NOOP("Keys", "到排品"), Group.VIEW),
    Key("focus_on_air", ("Ctrl+2",), QT_TRANSLATE_NOOP("Keys", "到正在讲解"), Group.VIEW),
    Key("focus_numbers", ("Ctrl+3",), QT_TRANSLATE_NOOP("Keys", "到数据"), Group.VIEW),
    Key("compare_rounds", ("R",), QT_TRANSLATE_NOOP("Keys", "比轮次：这一轮和前几轮"), Group.VIEW),
    Key("chart_menu", ("D",), QT_TRANSLATE_NOOP("Keys", "数据图：时段、平滑、选商品、复制、存图"), Group.VIEW),
    Key("sources", ("Ctrl+T",), QT_TRANSLATE_NOOP("Keys", "数字的来源"), Group.VIEW),
    Key("focus_obs", ("Ctrl+4",), QT_TRANSLATE_NOOP("Keys", "到 OBS"), Group.VIEW),
    Key("focus_journal", ("Ctrl+5",), QT_TRANSLATE_NOOP("Keys", "到记录"), Group.VIEW),
    Key("focus_comments", ("Ctrl+6",), QT_TRANSLATE_NOOP("Keys", "到评论"), Group.VIEW),
    Key("full_screen", ("F11",), QT_TRANSLATE_NOOP("Keys", "全屏"), Group.VIEW),
    Key("settings", ("Ctrl+,",), QT_TRANSLATE_NOOP("Keys", "设置"), Group.VIEW),
    Key("cheat_sheet", ("?", "Shift+?"), QT_TRANSLATE_NOOP("Keys", "按键表"), Group.VIEW),
    Key("quit", ("Ctrl+Q",), QT_TRANSLATE_NOOP("Keys", "退出"), Group.VIEW),
)
BY_ACTION: Mapping[str, Key] = {key.action: key for key in KEYS}


def normal(sequence: str) -> str:
    """One spelling for one key sequence; "" when it is none."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText)


class KeyMap:
    """Which keys do what: the defaults with the user's changes over them. ``chosen``: action → sequence, "" = none."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self.chosen = {action: keys for action, keys in (chosen or {}).items() if action in BY_ACTION}

    def shown(self, action: str) -> str:
        """The key to print on a button, in the platform's spelling; "" when it has none."""
        keys = self.sequences(action)
        return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    def sequences(self, action: str) -> list[QKeySequence]:
        """Every key that does it. What the user gave to something else is not among them."""
        chosen = self.chosen.get(action)
        if chosen is not None:
            return [QKeySequence(chosen)] if normal(chosen) else []
        taken = {normal(keys) for other, keys in self.chosen.items() if other != action}
        return [QKeySequence(keys) for keys in BY_ACTION[action].defaults if normal(keys) not in taken]

    def user_of(self, sequence: str, but: str = "") -> str | None:
        """The action that has ``sequence`` now, other than ``but``; None when the key is free."""
        wanted = normal(sequence)
        for key in KEYS:
            if key.action != but and any(keys.toString() == wanted for keys in self.sequences(key.action)):
                return key.action
        return None

    def with_key(self, action: str, sequence: str) -> KeyMap:
        """The map after ``action`` was given ``sequence``; its default again is no change at all."""
        chosen = {other: keys for other, keys in self.chosen.items() if other != action}
        if normal(sequence) != normal(BY_ACTION[action].defaults[0]):
            chosen[action] = normal(sequence)
        return KeyMap(chosen)
