from typing import Literal

ImageReferenceFrame = Literal["last"]

IMAGE_REFERENCE_FRAME_VALUES: set[ImageReferenceFrame] = {
    "last",
}


def check_image_reference_frame(value: str) -> ImageReferenceFrame:
    if value in IMAGE_REFERENCE_FRAME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {IMAGE_REFERENCE_FRAME_VALUES!r}")
