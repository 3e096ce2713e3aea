from enum import StrEnum


class ScopesItem(StrEnum):
    ADMIN = "admin"
    FILESWRITE = "files:write"
    VIDEOSREAD = "videos:read"
    VIDEOSWRITE = "videos:write"
    WEBHOOKSWRITE = "webhooks:write"

    def __str__(self) -> str:
        return str(self.value)
