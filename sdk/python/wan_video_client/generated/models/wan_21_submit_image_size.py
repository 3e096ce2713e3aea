from typing import Literal

Wan21SubmitImageSize = Literal["480x832", "832x480", "auto"]

WAN_21_SUBMIT_IMAGE_SIZE_VALUES: set[Wan21SubmitImageSize] = {
    "480x832",
    "832x480",
    "auto",
}


def check_wan_21_submit_image_size(value: str) -> Wan21SubmitImageSize:
    if value in WAN_21_SUBMIT_IMAGE_SIZE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WAN_21_SUBMIT_IMAGE_SIZE_VALUES!r}")
