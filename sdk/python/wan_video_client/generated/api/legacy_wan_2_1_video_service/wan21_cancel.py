from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.legacy_invalid import LegacyInvalid
from ...models.wan_21_cancel import Wan21Cancel
from ...models.wan_21_cancelled import Wan21Cancelled
from ...models.wan_21_error import Wan21Error
from ...types import Response


def _get_kwargs(
    *,
    body: Wan21Cancel,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/video/cancel",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> LegacyInvalid | Wan21Cancelled | Wan21Error | None:
    if response.status_code == 200:
        response_200 = Wan21Cancelled.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Wan21Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Wan21Error.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Wan21Error.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Wan21Error.from_dict(response.json())

        return response_404

    if response.status_code == 413:
        response_413 = Wan21Error.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Wan21Error.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = LegacyInvalid.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Wan21Error.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Wan21Error.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Wan21Error.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[LegacyInvalid | Wan21Cancelled | Wan21Error]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: Wan21Cancel,
) -> Response[LegacyInvalid | Wan21Cancelled | Wan21Error]:
    """Cancel a queued task

     A running task is refused with 400, unless `cancel_running` is set.

    Args:
        body (Wan21Cancel):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LegacyInvalid | Wan21Cancelled | Wan21Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: Wan21Cancel,
) -> LegacyInvalid | Wan21Cancelled | Wan21Error | None:
    """Cancel a queued task

     A running task is refused with 400, unless `cancel_running` is set.

    Args:
        body (Wan21Cancel):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LegacyInvalid | Wan21Cancelled | Wan21Error
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: Wan21Cancel,
) -> Response[LegacyInvalid | Wan21Cancelled | Wan21Error]:
    """Cancel a queued task

     A running task is refused with 400, unless `cancel_running` is set.

    Args:
        body (Wan21Cancel):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LegacyInvalid | Wan21Cancelled | Wan21Error]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: Wan21Cancel,
) -> LegacyInvalid | Wan21Cancelled | Wan21Error | None:
    """Cancel a queued task

     A running task is refused with 400, unless `cancel_running` is set.

    Args:
        body (Wan21Cancel):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LegacyInvalid | Wan21Cancelled | Wan21Error
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
