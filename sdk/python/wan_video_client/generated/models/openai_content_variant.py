from typing import Literal

OpenaiContentVariant = Literal["0", "preview", "spritesheet", "thumbnail", "video"]

OPENAI_CONTENT_VARIANT_VALUES: set[OpenaiContentVariant] = {
    "0",
    "preview",
    "spritesheet",
    "thumbnail",
    "video",
}


def check_openai_content_variant(value: str) -> OpenaiContentVariant:
    if value in OPENAI_CONTENT_VARIANT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPENAI_CONTENT_VARIANT_VALUES!r}")
