"""The real OBS the other tests rely on: it is there, it is the one described, and it dies and hangs on demand."""

from __future__ import annotations

import contextlib
import socket

import obsws_python
import pytest
import websocket
from obsws_python.baseclient import ObsClient
from obsws_python.error import OBSSDKError, OBSSDKTimeoutError

from tests.real_obs import RealObs
from tests.real_obs_config import MEDIA, OTHER_COLLECTION, OTHER_SCENES, PRICE_TEXT, PRODUCT_SCENE, SCENES, STOCK_TEXT


def listening(obs: RealObs) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((obs.host, obs.port)) == 0


def test_the_room_has_the_scenes_texts_and_media_the_cues_name(real_obs: RealObs) -> None:
    assert real_obs.scenes() == list(SCENES)
    assert real_obs.program_scene() == "开场"
    real_obs.request("SetInputSettings", inputName=PRICE_TEXT, inputSettings={"text": "¥59.9"})
    assert real_obs.text_of(PRICE_TEXT) == "¥59.9"
    assert real_obs.item_enabled(PRODUCT_SCENE, STOCK_TEXT)
    real_obs.request("TriggerMediaInputAction", inputName=MEDIA, mediaAction="OBS_WEBSOCKET_MEDIA_INPUT_ACTION_RESTART")
    assert real_obs.request("GetMediaInputStatus", inputName=MEDIA)["mediaDuration"] == 2000


def test_it_comes_back_on_the_same_port_after_a_kill_and_after_a_clean_quit(real_obs: RealObs) -> None:
    port, first = real_obs.port, real_obs.pid
    real_obs.kill()
    assert not listening(real_obs)
    real_obs.restart()
    second = real_obs.pid
    real_obs.restart()
    assert len({first, second, real_obs.pid}) == 3
    assert (real_obs.port, real_obs.scenes()) == (port, list(SCENES))


def test_stopped_it_accepts_and_never_answers_until_continued(real_obs: RealObs) -> None:
    client = obsws_python.ReqClient(host=real_obs.host, port=real_obs.port, password=real_obs.password, timeout=10)
    client.base_client.ws.settimeout(0.3)
    real_obs.sigstop()
    assert listening(real_obs)
    with pytest.raises(OBSSDKTimeoutError):
        client.get_version()
    with contextlib.suppress(OSError):
        client.base_client.ws.shutdown()
    real_obs.sigcont()
    assert real_obs.program_scene() == "开场"


def test_the_other_scene_collection_can_be_switched_to(real_obs: RealObs) -> None:
    client = real_obs.client()
    client.set_current_scene_collection(OTHER_COLLECTION)
    assert real_obs.scenes() == list(OTHER_SCENES)


def test_the_wrong_password_is_refused(real_obs: RealObs) -> None:
    client = ObsClient(host=real_obs.host, port=real_obs.port, password="wrong", timeout=3)
    with pytest.raises((OBSSDKError, ValueError, websocket.WebSocketException)):
        client.authenticate()
    client.ws.shutdown()
