"""What a customer's program does with the Python client; sdk.test.ts runs it. Arguments: step, JSON of its input."""

import json
import sys
from pathlib import Path

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


step, given = sys.argv[1:]
print(json.dumps({"make": make, "verify": verify}[step](**json.loads(given))))
