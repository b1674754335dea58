"""The configuration files of the real OBS the tests run: profile, WebSocket server, two scene collections."""

from __future__ import annotations

import json
import shutil
import wave
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, FPS = 320, 180, 10
VERSION = 29 << 24 | 2
SCENES = {"开场": 0xFF3C2814, "主播近景": 0xFF286428, "商品特写": 0xFF8C3214, "下播": 0xFF282828}  # colours are ABGR
PRODUCT_SCENE = "商品特写"
PRICE_TEXT = "价格字幕"
STOCK_TEXT = "库存字幕"
MEDIA = "产品视频"
OTHER_COLLECTION = "备用"
OTHER_SCENES = {"备用全景": 0xFF505050}

_GLOBAL_INI = """[General]
Pre19Defaults=false
Pre21Defaults=false
Pre23Defaults=false
Pre24.1Defaults=false
FirstRun=true
LastVersion={version}
InfoIncrement=-1
EnableAutoUpdates=false
ConfirmOnExit=false
Language=en-US

[Basic]
Profile=test
ProfileDir=test
SceneCollection=live
SceneCollectionFile=live

[BasicWindow]
PreviewEnabled=false
SysTrayEnabled=false
SysTrayWhenStarted=false
WarnBeforeStartingStream=false
WarnBeforeStoppingStream=false
WarnBeforeStoppingRecord=false

[Video]
Renderer=OpenGL

[OBSWebSocket]
FirstLoad=false
ServerEnabled=true
ServerPort={port}
AlertsEnabled=false
AuthRequired={auth}
ServerPassword={password}
"""

_PROFILE_INI = """[General]
Name=test

[Video]
BaseCX={width}
BaseCY={height}
OutputCX={width}
OutputCY={height}
FPSType=1
FPSInt={fps}

[Output]
Mode=Simple

[SimpleOutput]
FilePath={directory}
RecFormat=mkv
VBitrate=300

[Audio]
SampleRate=48000
ChannelSetup=Stereo
"""


def write_config(
    directory: Path, *, port: int, password: str, auth: bool, transition: str = "Cut", transition_ms: int = 300
) -> None:
    """Everything under ``directory`` anew: what an earlier OBS saved there is gone."""
    studio = directory / "cfg/obs-studio"
    shutil.rmtree(studio, ignore_errors=True)
    profile = studio / "basic/profiles/test"
    collections = studio / "basic/scenes"
    for folder in (directory / "home", profile, collections):
        folder.mkdir(parents=True, exist_ok=True)
    (directory / "run").mkdir(mode=0o700, exist_ok=True)
    settings = _GLOBAL_INI.format(version=VERSION, port=port, auth=str(auth).lower(), password=password)
    (studio / "global.ini").write_text(settings, encoding="utf-8")
    (studio / "user.ini").write_text(settings, encoding="utf-8")  # where OBS 31 and later look
    server = {
        "alerts_enabled": False,
        "auth_required": auth,
        "first_load": False,
        "server_enabled": True,
        "server_password": password,
        "server_port": port,
    }
    plugin = studio / "plugin_config/obs-websocket"  # where OBS 31 and later look
    plugin.mkdir(parents=True)
    (plugin / "config.json").write_text(json.dumps(server), encoding="utf-8")
    (profile / "basic.ini").write_text(
        _PROFILE_INI.format(width=WIDTH, height=HEIGHT, fps=FPS, directory=directory), encoding="utf-8"
    )
    media = directory / "silence.wav"
    _write_silence(media, seconds=2)
    transition_of_it = {"current_transition": transition, "transition_duration": transition_ms}
    live = _collection("live", SCENES) | transition_of_it
    live["sources"] += _product_sources(live["sources"], media)
    other = _collection(OTHER_COLLECTION, OTHER_SCENES) | transition_of_it
    for name, content in (("live", live), ("other", other)):
        (collections / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _collection(name: str, scenes: dict[str, int]) -> dict[str, Any]:
    sources: list[dict[str, Any]] = []
    for scene, colour in scenes.items():
        ground, words = f"{scene}-底色", f"{scene}-字幕"
        sources += [
            _source("color_source", ground, {"color": colour, "width": WIDTH, "height": HEIGHT}, "color_source_v3"),
            _text(words, scene),
            _source(
                "scene", scene, {"custom_size": False, "id_counter": 2, "items": [_item(1, ground), _item(2, words)]}
            ),
        ]
    first = next(iter(scenes))
    return {
        "name": name,
        "current_scene": first,
        "current_program_scene": first,
        "scene_order": [{"name": scene} for scene in scenes],
        "sources": sources,
        "groups": [],
        "transitions": [],
        "quick_transitions": [],
        "saved_projectors": [],
        "preview_locked": False,
        "scaling_enabled": False,
        "scaling_level": 0,
        "scaling_off_x": 0.0,
        "scaling_off_y": 0.0,
        "virtual-camera": {"type": 0, "internal": 0},
        "modules": {},
    }


def _product_sources(sources: list[dict[str, Any]], media: Path) -> list[dict[str, Any]]:
    """The two overlay texts and the clip, shown in the product scene."""
    scene = next(source for source in sources if source["name"] == PRODUCT_SCENE)
    scene["settings"]["items"] += [_item(3, PRICE_TEXT, 8, 60), _item(4, STOCK_TEXT, 8, 100), _item(5, MEDIA)]
    scene["settings"]["id_counter"] = 5
    clip = {"local_file": str(media), "is_local_file": True, "looping": False, "restart_on_activate": False}
    return [_text(PRICE_TEXT, ""), _text(STOCK_TEXT, ""), _source("ffmpeg_source", MEDIA, clip)]


def _text(name: str, text: str) -> dict[str, Any]:
    font = {"face": "Noto Sans CJK SC", "size": HEIGHT // 6, "style": "Regular", "flags": 0}
    settings = {"text": text, "font": font, "color1": 0xFFFFFFFF, "color2": 0xFFFFFFFF}
    return _source("text_ft2_source", name, settings, "text_ft2_source_v2")


def _source(kind: str, name: str, settings: dict[str, Any], versioned: str = "") -> dict[str, Any]:
    return {
        "id": kind,
        "versioned_id": versioned or kind,
        "name": name,
        "settings": settings,
        "prev_ver": VERSION,
        "enabled": True,
        "muted": False,
        "volume": 1.0,
        "balance": 0.5,
        "mixers": 0,
        "sync": 0,
        "flags": 0,
        "monitoring_type": 0,
        "deinterlace_mode": 0,
        "deinterlace_field_order": 0,
        "hotkeys": {},
        "filters": [],
        "private_settings": {},
    }


def _item(number: int, name: str, x: float = 0.0, y: float = 0.0) -> dict[str, Any]:
    return {
        "name": name,
        "id": number,
        "visible": True,
        "user_visible": True,
        "locked": False,
        "rot": 0.0,
        "pos": {"x": x, "y": y},
        "scale": {"x": 1.0, "y": 1.0},
        "align": 5,
        "bounds_type": 0,
        "bounds_align": 0,
        "bounds": {"x": 0.0, "y": 0.0},
        "crop_left": 0,
        "crop_top": 0,
        "crop_right": 0,
        "crop_bottom": 0,
        "group_item_backup": False,
        "scale_filter": "disable",
        "blend_method": "default",
        "blend_type": "normal",
        "private_settings": {},
    }


def _write_silence(path: Path, *, seconds: int) -> None:
    rate = 8000
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"\0\0" * rate * seconds)
