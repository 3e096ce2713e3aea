from typing import Literal

OpenaiContentHeadVariant = Literal["0", "preview", "spritesheet", "thumbnail", "video"]

OPENAI_CONTENT_HEAD_VARIANT_VALUES: set[OpenaiContentHeadVariant] = {
    "0",
    "preview",
    "spritesheet",
    "thumbnail",
    "video",
}


def check_openai_content_head_variant(value: str) -> OpenaiContentHeadVariant:
    if value in OPENAI_CONTENT_HEAD_VARIANT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPENAI_CONTENT_HEAD_VARIANT_VALUES!r}")
