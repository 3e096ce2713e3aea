"""Calls the videos of LiteLLM's SDK against WAN_URL with WAN_API_KEY; prints one line a call."""

import os
import time

import litellm

HERE = {"api_base": os.environ["WAN_URL"], "api_key": os.environ["WAN_API_KEY"], "custom_llm_provider": "openai"}
known = {}


def create():
    video = litellm.video_generation(prompt="steam rises", model="wan2.1-t2v-tiny", seconds="1", size="96x64", **HERE)
    assert video.status in ("queued", "in_progress", "completed"), video
    known["id"] = video.id


def create_with_image():
    with open(os.environ["WAN_IMAGE"], "rb") as image:
        video = litellm.video_generation(prompt="steam rises", model="wan2.1-i2v-tiny", input_reference=image, seconds="1", size="96x64", **HERE)
    assert video.status in ("queued", "in_progress", "completed"), video


def poll():
    deadline = time.monotonic() + 120
    while (video := litellm.video_status(video_id=known["id"], **HERE)).status != "completed":
        assert video.status in ("queued", "in_progress") and time.monotonic() < deadline, video
        time.sleep(0.2)


def content():
    data = litellm.video_content(video_id=known["id"], **HERE)
    assert data[4:8] == b"ftyp", data[:16]


def remix():
    video = litellm.video_remix(video_id=known["id"], prompt="night falls", **HERE)
    assert video.id != known["id"], video


def list_videos():
    assert litellm.video_list(**HERE), "no videos"


for call in (create, create_with_image, poll, content, remix, list_videos):
    try:
        call()
        print("PASSED", call.__name__, flush=True)
    except Exception as error:
        print("FAILED", call.__name__, "-", repr(error).replace("\n", " "), flush=True)
