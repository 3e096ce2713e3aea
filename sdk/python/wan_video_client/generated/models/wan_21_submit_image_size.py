from enum import StrEnum


class Wan21SubmitImageSize(StrEnum):
    AUTO = "auto"
    VALUE_0 = "480x832"
    VALUE_1 = "832x480"

    def __str__(self) -> str:
        return str(self.value)
