from typing import Literal

ScopesItem = Literal["admin", "files:write", "videos:read", "videos:write", "webhooks:write"]

SCOPES_ITEM_VALUES: set[ScopesItem] = {
    "admin",
    "files:write",
    "videos:read",
    "videos:write",
    "webhooks:write",
}


def check_scopes_item(value: str) -> ScopesItem:
    if value in SCOPES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCOPES_ITEM_VALUES!r}")
