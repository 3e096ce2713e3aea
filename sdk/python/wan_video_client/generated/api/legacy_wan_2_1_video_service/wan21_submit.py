from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.legacy_invalid import LegacyInvalid
from ...models.wan_21_error import Wan21Error
from ...models.wan_21_submit import Wan21Submit
from ...models.wan_21_submitted import Wan21Submitted
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: Wan21Submit,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/video/submit",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> LegacyInvalid | Wan21Error | Wan21Submitted | None:
    if response.status_code == 202:
        response_202 = Wan21Submitted.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = Wan21Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Wan21Error.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Wan21Error.from_dict(response.json())

        return response_403

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
) -> Response[LegacyInvalid | Wan21Error | Wan21Submitted]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: Wan21Submit,
    idempotency_key: str | Unset = UNSET,
) -> Response[LegacyInvalid | Wan21Error | Wan21Submitted]:
    """Create a video from an image

     The image is fetched before the answer; an unusable one is answered with 400. Unknown fields
    are ignored. Values above the limits of the served model are reduced to them.

    Args:
        idempotency_key (str | Unset):
        body (Wan21Submit):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LegacyInvalid | Wan21Error | Wan21Submitted]
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
    body: Wan21Submit,
    idempotency_key: str | Unset = UNSET,
) -> LegacyInvalid | Wan21Error | Wan21Submitted | None:
    """Create a video from an image

     The image is fetched before the answer; an unusable one is answered with 400. Unknown fields
    are ignored. Values above the limits of the served model are reduced to them.

    Args:
        idempotency_key (str | Unset):
        body (Wan21Submit):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LegacyInvalid | Wan21Error | Wan21Submitted
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: Wan21Submit,
    idempotency_key: str | Unset = UNSET,
) -> Response[LegacyInvalid | Wan21Error | Wan21Submitted]:
    """Create a video from an image

     The image is fetched before the answer; an unusable one is answered with 400. Unknown fields
    are ignored. Values above the limits of the served model are reduced to them.

    Args:
        idempotency_key (str | Unset):
        body (Wan21Submit):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[LegacyInvalid | Wan21Error | Wan21Submitted]
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
    body: Wan21Submit,
    idempotency_key: str | Unset = UNSET,
) -> LegacyInvalid | Wan21Error | Wan21Submitted | None:
    """Create a video from an image

     The image is fetched before the answer; an unusable one is answered with 400. Unknown fields
    are ignored. Values above the limits of the served model are reduced to them.

    Args:
        idempotency_key (str | Unset):
        body (Wan21Submit):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        LegacyInvalid | Wan21Error | Wan21Submitted
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
