from typing import Literal

CreateApiKeyScopesItem = Literal["admin", "files:write", "videos:read", "videos:write", "webhooks:write"]

CREATE_API_KEY_SCOPES_ITEM_VALUES: set[CreateApiKeyScopesItem] = {
    "admin",
    "files:write",
    "videos:read",
    "videos:write",
    "webhooks:write",
}


def check_create_api_key_scopes_item(value: str) -> CreateApiKeyScopesItem:
    if value in CREATE_API_KEY_SCOPES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CREATE_API_KEY_SCOPES_ITEM_VALUES!r}")
