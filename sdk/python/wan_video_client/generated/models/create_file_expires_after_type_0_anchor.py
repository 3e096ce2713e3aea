from typing import Literal

CreateFileExpiresAfterType0Anchor = Literal["created_at"]

CREATE_FILE_EXPIRES_AFTER_TYPE_0_ANCHOR_VALUES: set[CreateFileExpiresAfterType0Anchor] = {
    "created_at",
}


def check_create_file_expires_after_type_0_anchor(value: str) -> CreateFileExpiresAfterType0Anchor:
    if value in CREATE_FILE_EXPIRES_AFTER_TYPE_0_ANCHOR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CREATE_FILE_EXPIRES_AFTER_TYPE_0_ANCHOR_VALUES!r}")
