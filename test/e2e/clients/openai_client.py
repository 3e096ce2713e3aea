"""OpenAI's own Python package against this service: only the address and the key are ours."""

import sys

from openai import NotFoundError, OpenAI

base_url, key, photo, target = sys.argv[1:]
client = OpenAI(base_url=base_url, api_key=key)

video = client.videos.create_and_poll(
    prompt="A lighthouse in the evening",
    model="wan2.1-i2v-tiny",
    input_reference=open(photo, "rb"),
    extra_body={"num_inference_steps": 2},
)
assert video.status == "completed", video
assert video.progress == 100, video
client.videos.download_content(video.id).write_to_file(target)
assert client.videos.retrieve(video.id).id == video.id
assert video.id in [listed.id for listed in client.videos.list(limit=5)]
assert client.videos.delete(video.id).deleted
try:
    client.videos.retrieve(video.id)
    sys.exit("a deleted video was found")
except NotFoundError as error:
    assert error.status_code == 404
print(video.id)
