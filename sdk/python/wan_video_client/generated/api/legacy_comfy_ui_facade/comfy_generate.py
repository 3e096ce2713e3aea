from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.comfy_generate import ComfyGenerate
from ...models.comfy_submitted import ComfySubmitted
from ...models.legacy_error import LegacyError
from ...models.legacy_invalid import LegacyInvalid
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ComfyGenerate,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/generate",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ComfySubmitted | LegacyError | LegacyInvalid | None:
    if response.status_code == 200:
        response_200 = ComfySubmitted.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = LegacyError.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = LegacyError.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = LegacyError.from_dict(response.json())

        return response_403

    if response.status_code == 413:
        response_413 = LegacyError.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = LegacyError.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = LegacyInvalid.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = LegacyError.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = LegacyError.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = LegacyError.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ComfySubmitted | LegacyError | LegacyInvalid]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ComfyGenerate,
    idempotency_key: str | Unset = UNSET,
) -> Response[ComfySubmitted | LegacyError | LegacyInvalid]:
    """Create a video from an image uploaded earlier

    Args:
        idempotency_key (str | Unset):
        body (ComfyGenerate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ComfySubmitted | LegacyError | LegacyInvalid]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ComfyGenerate,
    idempotency_key: str | Unset = UNSET,
) -> ComfySubmitted | LegacyError | LegacyInvalid | None:
    """Create a video from an image uploaded earlier

    Args:
        idempotency_key (str | Unset):
        body (ComfyGenerate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ComfySubmitted | LegacyError | LegacyInvalid
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ComfyGenerate,
    idempotency_key: str | Unset = UNSET,
) -> Response[ComfySubmitted | LegacyError | LegacyInvalid]:
    """Create a video from an image uploaded earlier

    Args:
        idempotency_key (str | Unset):
        body (ComfyGenerate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ComfySubmitted | LegacyError | LegacyInvalid]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ComfyGenerate,
    idempotency_key: str | Unset = UNSET,
) -> ComfySubmitted | LegacyError | LegacyInvalid | None:
    """Create a video from an image uploaded earlier

    Args:
        idempotency_key (str | Unset):
        body (ComfyGenerate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ComfySubmitted | LegacyError | LegacyInvalid
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
