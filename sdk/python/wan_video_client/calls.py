"""Calls whose refusals are exceptions."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import httpx

from .generated import AuthenticatedClient, Client


class ApiError(Exception):
    """The service answered, but not with success."""

    def __init__(self, status: int, headers: httpx.Headers, content: bytes) -> None:
        try:
            self.body: Any = json.loads(content)
        except ValueError:
            self.body = content.decode(errors="replace")
        problem = self.body if isinstance(self.body, dict) else {}
        self.status = status
        #: Code of the catalogue in the contract (``ErrorCode``), where the answer carries one.
        self.code: str | None = problem.get("code")
        #: Name it when you report a problem.
        self.request_id: str | None = headers.get("x-request-id")
        #: How long the service asks to be left alone, in seconds; None when it does not say.
        self.retry_after = seconds_in(headers.get("retry-after"))
        super().__init__(f"{status} {problem.get('detail', '')}".strip())


def seconds_in(text: str | None) -> float | None:
    return float(text) if text is not None and text.isdigit() else None


def create_client(
    base_url: str, api_key: str | None = None, *, timeout: float = 60.0
) -> AuthenticatedClient | Client:
    """A client for every call; without a key only the open operations answer.

    It opens no connection before the first call; ``with`` closes them.
    """
    settings: dict[str, Any] = {
        "base_url": base_url,
        "timeout": httpx.Timeout(timeout),
        "follow_redirects": True,
    }
    return Client(**settings) if api_key is None else AuthenticatedClient(token=api_key, **settings)


def call(operation: ModuleType, *, client: AuthenticatedClient | Client, **arguments: Any) -> Any:
    """What an operation of ``wan_video_client.generated.api`` answers: ``call(openai_get, client=c, video_id=i)``.

    Raises ApiError when the status is not one of success, and what httpx raises when the service cannot be reached.
    """
    # As the operation's own functions do, but for refusals: what a proxy says is no problem of the contract's shape.
    request = operation._get_kwargs(**arguments)
    response = client.get_httpx_client().request(**request)
    if response.status_code >= 400:
        raise ApiError(response.status_code, response.headers, response.content)
    return operation._parse_response(client=client, response=response)
