from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.media_session import MediaSession
from ...models.problem import Problem
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/media_session",
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MediaSession | Problem | None:
    if response.status_code == 201:
        response_201 = MediaSession.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[MediaSession | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[MediaSession | Problem]:
    """Let a page show files

     `<img>` and `<video>` cannot send a bearer header. The answer sets a cookie (`HttpOnly`,
    `SameSite=Strict`) that reads the content of the tenant's videos and files, and does nothing
    else, for up to 12 hours. It ends with the key or token that made it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MediaSession | Problem]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
) -> MediaSession | Problem | None:
    """Let a page show files

     `<img>` and `<video>` cannot send a bearer header. The answer sets a cookie (`HttpOnly`,
    `SameSite=Strict`) that reads the content of the tenant's videos and files, and does nothing
    else, for up to 12 hours. It ends with the key or token that made it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MediaSession | Problem
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
) -> Response[MediaSession | Problem]:
    """Let a page show files

     `<img>` and `<video>` cannot send a bearer header. The answer sets a cookie (`HttpOnly`,
    `SameSite=Strict`) that reads the content of the tenant's videos and files, and does nothing
    else, for up to 12 hours. It ends with the key or token that made it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MediaSession | Problem]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
) -> MediaSession | Problem | None:
    """Let a page show files

     `<img>` and `<video>` cannot send a bearer header. The answer sets a cookie (`HttpOnly`,
    `SameSite=Strict`) that reads the content of the tenant's videos and files, and does nothing
    else, for up to 12 hours. It ends with the key or token that made it.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MediaSession | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
