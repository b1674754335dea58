"""The README's pictures: the real program with its practice show and a real OBS. ``make pictures``

Nothing is retouched: a picture is the display as it was, in 256 colours.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QImageWriter,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)
from PySide6.QtSvg import QSvgRenderer

import resources
from console.practice import practice_show
from console.practice_story import ON_AIR
from tests.program import Api, Program, picture_of
from tests.real_obs import RealObs, XDisplay

WIDE, HIGH = 1280, 720  # of OBS's canvas
MOST_BYTES = 400_000
DRAWN_S = 4.0  # the slowest of what the window coalesces is drawn well within it
FLAT = "#fff7ed", "#fed7aa"


@dataclass(frozen=True, slots=True)
class Shot:
    """``host``: the host's window over the console."""

    name: str
    lang: str
    theme: str
    host: bool = False


SHOTS = (
    Shot("console-dark-zh", "zh_CN", "dark"),
    Shot("console-light-en", "en", "light"),
    Shot("host-window-zh", "zh_CN", "dark", host=True),
)


class Room:
    """One language's practice room: the program, and an OBS that has the room's scenes. A context manager."""

    def __init__(self, directory: Path, shot: Shot) -> None:
        self.words: dict[str, Any] = json.loads(resources.path("practice", "room.json").read_text("utf-8"))
        self.words = self.words["show"][shot.lang]
        self._directory, self._shot = directory, shot
        self.display = XDisplay(directory)
        workspace = directory / "room"
        workspace.mkdir()
        settings = {"lang": shot.lang, "theme": shot.theme, "operator": "Lin" if shot.lang == "en" else "小林"}
        (workspace / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        self.program = Program(workspace, self.display.name)
        self.obs = RealObs(directory / "obs", self.display.name)
        self._obs_display: XDisplay | None = None

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        self.program.kill()
        self.obs.kill()
        for display in (self.display, self._obs_display):
            if display is not None:
                display.stop()

    def open(self) -> Api:
        """The show on air, and OBS on the scene the run asks for."""
        behind = self._directory / "behind"
        behind.mkdir()
        self._obs_display = XDisplay(behind)  # its window would be in the picture
        self.obs.display = self._obs_display.name
        self.obs.start()
        self._furnish(self._art())
        address = f"ws://:{self.obs.password}@{self.obs.host}:{self.obs.port}"
        data = self.program.workspace / "practice"
        api = self.program.start("--practice", "--api-port", "0", "--obs", address, data=data)
        self.program.wait_state(status="live", obs_connected=True, seconds=60)
        self.program.focus("中控" if self._shot.lang == "zh_CN" else "Zhongkong")
        return api

    def _art(self) -> Path:
        """The picture of the goods that are on air when the practice show opens."""
        pictures = self._directory / "pictures"
        pictures.mkdir()
        product = practice_show(self._shot.lang, pictures).entries[ON_AIR].product_id
        assert product is not None
        (art,) = (path for path in pictures.iterdir() if product in path.name)
        return art

    def _furnish(self, art: Path) -> None:
        obs, scenes, overlay = self.obs, self.words["scenes"], self.words["overlay"]
        size = {"baseWidth": WIDE, "baseHeight": HIGH, "outputWidth": WIDE, "outputHeight": HIGH}
        obs.request("SetVideoSettings", fpsNumerator=10, fpsDenominator=1, **size)
        obs.request("StartRecord")
        old = obs.scenes()
        for place, scene in enumerate(dict.fromkeys(scenes.values())):
            if scene not in old:
                obs.request("CreateScene", sceneName=scene)
            backdrop = self._directory / f"backdrop-{place}.png"
            draw_backdrop(art if scene == scenes["product"] else None, scene).save(str(backdrop))
            self._put(scene, f"backdrop {place}", "image_source", {"file": str(backdrop)}, 0, 0)
        font = {"face": "Noto Sans CJK SC", "size": 46, "style": "Bold", "flags": 0}
        texts = {"font": font, "color1": 0xFF123456, "color2": 0xFF123456, "text": ""}
        for text, top in ((overlay["price_input"], 552), (overlay["stock_input"], 618)):
            self._put(scenes["product"], text, "text_ft2_source_v2", texts, 90, top)
        obs.request("SetCurrentProgramScene", sceneName=scenes["product"])
        for scene in old:
            if scene not in scenes.values():
                obs.request("RemoveScene", sceneName=scene)

    def _put(self, scene: str, name: str, kind: str, settings: dict[str, Any], left: int, top: int) -> None:
        """A source on top of what is in the scene; one of that name is taken as it is."""
        there = {"sceneName": scene}
        if name in {each["inputName"] for each in self.obs.request("GetInputList")["inputs"]}:
            self.obs.request("SetInputSettings", inputName=name, inputSettings=settings)
            item = self.obs.request("GetSceneItemId", sourceName=name, **there)["sceneItemId"]
        else:
            made = {"inputName": name, "inputKind": kind, "inputSettings": settings}
            item = self.obs.request("CreateInput", sceneItemEnabled=True, **made, **there)["sceneItemId"]
        items = self.obs.request("GetSceneItemList", **there)["sceneItems"]
        self.obs.request("SetSceneItemIndex", sceneItemId=item, sceneItemIndex=len(items) - 1, **there)
        moved = {"positionX": left, "positionY": top}
        self.obs.request("SetSceneItemTransform", sceneItemId=item, sceneItemTransform=moved, **there)


def draw_backdrop(art: Path | None, words: str) -> QImage:
    """What a camera might show: a set in soft light, with the goods on it or a caption."""
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wall = QLinearGradient(0, 0, 0, HIGH)
    wall.setColorAt(0, QColor(FLAT[0]))
    wall.setColorAt(1, QColor(FLAT[1]))
    painter.fillRect(image.rect(), wall)
    light = QRadialGradient(QPointF(WIDE * 0.5, HIGH * 0.4), HIGH * 0.7)
    light.setColorAt(0, QColor(255, 255, 255, 220))
    light.setColorAt(1, QColor(255, 255, 255, 0))
    painter.fillRect(image.rect(), light)
    painter.fillRect(0, HIGH - 90, WIDE, 90, QColor("#fdba74"))
    if art is None:
        font = QFont("Noto Sans CJK SC")
        font.setPixelSize(110)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QPen(QColor("#7c2d12")))
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, words)
    else:
        card = QPainterPath()
        card.addRoundedRect(QRectF(400, 40, 480, 480), 36, 36)
        painter.setClipPath(card)
        QSvgRenderer(str(art)).render(painter, QRectF(400, 40, 480, 480))
        painter.setClipping(False)
        painter.setBrush(QColor(255, 255, 255, 235))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(50, 545, 1180, 150), 24, 24)
    painter.end()
    return image


def take(shot: Shot, folder: Path) -> Path:
    """One picture, from nothing."""
    with tempfile.TemporaryDirectory() as kept, Room(Path(kept), shot) as room:
        room.open()
        program = room.program
        if shot.host:
            program.press("ctrl+h")
            window = program.wait(lambda: named(program, "主播屏"), what="the host's window")
            program.xdotool("windowmove", "--sync", window, "0", "0")
            program.xdotool("windowsize", "--sync", window, "1920", "1080")
        else:
            program.press("ctrl+5")  # no ring around a cell
        program.xdotool("mousemove", "1919", "1079")
        time.sleep(DRAWN_S)
        whole = Path(kept) / "display.png"
        picture_of(room.display.name, whole)
        return save(QImage(str(whole)), folder / f"{shot.name}.png")


def named(program: Program, title: str) -> str:
    """The id of its window with exactly this title; "" while there is none."""
    return next((each for each in program.windows(title) if program.xdotool("getwindowname", each) == title), "")


def save(image: QImage, path: Path) -> Path:
    """As PNG in the 256 colours that stand best for its own."""
    few = image.convertToFormat(QImage.Format.Format_Indexed8, palette(image), Qt.ImageConversionFlag.AvoidDither)
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(few):
        raise OSError(f"{path} was not written: {writer.errorString()}")
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path.name} has {path.stat().st_size:,} bytes, more than {MOST_BYTES:,}")
    return path


def palette(image: QImage, colours: int = 256) -> list[int]:
    """Median cut over the colours that are there; a large flat area counts for more than a letter's edge."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint32).reshape(plain.height(), -1)[:, : plain.width()] & 0xFFFFFF
    found, counts = np.unique(pixels, return_counts=True)
    rgb = np.stack([found >> 16 & 255, found >> 8 & 255, found & 255], axis=1).astype(np.int64)
    weights = np.sqrt(counts)
    boxes = [np.arange(len(found))]
    while len(boxes) < colours:
        spread = [np.ptp(rgb[box], axis=0).max() * weights[box].sum() if len(box) > 1 else 0 for box in boxes]
        widest = int(np.argmax(spread))
        if not spread[widest]:
            break
        box = boxes.pop(widest)
        channel = int(np.argmax(np.ptp(rgb[box], axis=0)))
        box = box[np.argsort(rgb[box, channel], kind="stable")]
        sums = np.cumsum(weights[box])
        middle = int(np.clip(np.searchsorted(sums, sums[-1] / 2), 1, len(box) - 1))
        boxes += [box[:middle], box[middle:]]
    table = []
    for box in boxes:
        most = box[np.argmax(counts[box])]  # flat areas keep their very colour
        mean = np.average(rgb[box], axis=0, weights=counts[box]).round().astype(int)
        red, green, blue = rgb[most] if counts[most] > counts[box].sum() / 2 else mean
        table.append(0xFF000000 | int(red) << 16 | int(green) << 8 | int(blue))
    return table


def main(names: list[str]) -> None:
    """All pictures, or those named."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["pictures"])
    folder = resources.path() / "readme"
    for shot in SHOTS:
        if not names or shot.name in names:
            made = take(shot, folder)
            print(f"{made.name}: {made.stat().st_size:,} bytes")
    application.quit()


if __name__ == "__main__":
    main(sys.argv[1:])
