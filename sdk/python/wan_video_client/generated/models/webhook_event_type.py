from enum import StrEnum


class WebhookEventType(StrEnum):
    VIDEO_CANCELLED = "video.cancelled"
    VIDEO_COMPLETED = "video.completed"
    VIDEO_FAILED = "video.failed"

    def __str__(self) -> str:
        return str(self.value)
