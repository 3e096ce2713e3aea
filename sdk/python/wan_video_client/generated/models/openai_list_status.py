from typing import Literal

OpenaiListStatus = Literal["completed", "failed", "in_progress", "queued"]

OPENAI_LIST_STATUS_VALUES: set[OpenaiListStatus] = {
    "completed",
    "failed",
    "in_progress",
    "queued",
}


def check_openai_list_status(value: str) -> OpenaiListStatus:
    if value in OPENAI_LIST_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPENAI_LIST_STATUS_VALUES!r}")
