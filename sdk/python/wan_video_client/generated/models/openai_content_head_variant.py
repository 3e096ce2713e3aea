from enum import StrEnum


class OpenaiContentHeadVariant(StrEnum):
    PREVIEW = "preview"
    SPRITESHEET = "spritesheet"
    THUMBNAIL = "thumbnail"
    VIDEO = "video"

    def __str__(self) -> str:
        return str(self.value)
