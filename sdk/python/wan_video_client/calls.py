"""Calls that raise errors as exceptions."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import httpx

from .generated import AuthenticatedClient, Client


class ApiError(Exception):
    """An answer of the service other than success."""

    def __init__(self, status: int, headers: httpx.Headers, content: bytes) -> None:
        try:
            self.body: Any = json.loads(content)
        except ValueError:
            self.body = content.decode(errors="replace")
        problem = self.body if isinstance(self.body, dict) else {}
        self.status = status
        #: One of the contract's ``ErrorCode`` values; None if the answer has none.
        self.code: str | None = problem.get("code")
        #: Id of the request, to quote when reporting a problem.
        self.request_id: str | None = headers.get("x-request-id")
        #: Seconds to wait before a retry; None if the service does not say.
        self.retry_after = seconds_in(headers.get("retry-after"))
        super().__init__(f"{status} {problem.get('detail', '')}".strip())


def seconds_in(text: str | None) -> float | None:
    return float(text) if text is not None and text.isdigit() else None


def create_client(
    base_url: str, api_key: str | None = None, *, timeout: float = 60.0
) -> AuthenticatedClient | Client:
    """A client for every call. Without a key, only the open operations succeed.

    It opens no connection before the first call; ``with`` closes them.
    """
    settings: dict[str, Any] = {
        "base_url": base_url,
        "timeout": httpx.Timeout(timeout),
        "follow_redirects": True,
    }
    return Client(**settings) if api_key is None else AuthenticatedClient(token=api_key, **settings)


def call(operation: ModuleType, *, client: AuthenticatedClient | Client, **arguments: Any) -> Any:
    """The answer of an operation of ``wan_video_client.generated.api``.

    For example ``call(openai_get, client=c, video_id=i)``. Raises ApiError for any status but success,
    and httpx's error when the service cannot be reached.
    """
    # Errors are not parsed by the operation: a proxy's answer does not have the contract's form.
    request = operation._get_kwargs(**arguments)
    response = client.get_httpx_client().request(**request)
    if response.status_code >= 400:
        raise ApiError(response.status_code, response.headers, response.content)
    return operation._parse_response(client=client, response=response)
