"""What a customer's program does with the Python client; sdk.test.ts runs a step, with its input as JSON on stdin."""

import json
import sys
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import httpx
from wan_video_client import (
    ApiError,
    WebhookVerificationError,
    call,
    create_client,
    download_video,
    verify_webhook,
    wait,
)
from wan_video_client.generated.api.videos import openai_create, openai_get, openai_list
from wan_video_client.generated.models import CreateVideoForm, VideoParametersMetadataType0
from wan_video_client.generated.types import File


def refusal_of(action):
    try:
        action()
    except ApiError as error:
        return error.code
    return None


def make(*, baseUrl, apiKey, photo, file, webhookUrl):
    with create_client(baseUrl, apiKey) as client, Path(photo).open("rb") as picture:
        metadata = VideoParametersMetadataType0.from_dict({"order": "A-1"})
        created = call(
            openai_create,
            client=client,
            body=CreateVideoForm(
                model="wan2.1-i2v-tiny",
                prompt="steam rises from the cup",
                num_frames=5,
                num_inference_steps=2,
                metadata=metadata,
                webhook_url=webhookUrl,
                input_reference=File(payload=picture, file_name="photo.jpg", mime_type="image/jpeg"),
            ),
        )
        early = refusal_of(lambda: download_video(client, created.id, f"{file}.early"))
        video = wait(client, created.id, timeout=60)
        download_video(client, video.id, file)
        return {
            "id": video.id,
            "status": video.status,
            "metadata": video.metadata.to_dict(),
            "early": early,
            "unknown": refusal_of(lambda: call(openai_get, client=client, video_id="video_0")),
            "listed": [listed.id for listed in call(openai_list, client=client, limit=1).data],
        }


def verify(*, body, headers, secret):
    try:
        event = verify_webhook(body, headers, secret)
    except WebhookVerificationError:
        return {"refused": True}
    return {"type": event["type"], "id": event["data"]["id"]}


def samples(*, sources):
    """Runs programs against a service that answers 404 to everything; tells what each of them asked for."""
    asked = {}

    def answer(_, request):
        asked[name] = [
            request.method,
            request.url.path,
            request.headers.get("content-type", "").split(";")[0],
        ]
        return httpx.Response(404)

    with patch.object(httpx.HTTPTransport, "handle_request", answer), redirect_stdout(StringIO()):
        for name, source in sources.items():
            with suppress(ApiError):
                exec(compile(source, name, "exec"), {})
    return asked


step = sys.argv[1]
print(json.dumps({"make": make, "samples": samples, "verify": verify}[step](**json.load(sys.stdin))))
