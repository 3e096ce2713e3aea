from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.i2_vgen_generate import I2VgenGenerate
from ...models.i2_vgen_generated import I2VgenGenerated
from ...models.legacy_error import LegacyError
from ...models.legacy_invalid import LegacyInvalid
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: I2VgenGenerate,
    token: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["token"] = token

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/generate",
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> I2VgenGenerated | LegacyError | LegacyInvalid | None:
    if response.status_code == 200:
        response_200 = I2VgenGenerated.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = LegacyError.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = LegacyError.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = LegacyError.from_dict(response.json())

        return response_404

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
        response_429 = I2VgenGenerated.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = I2VgenGenerated.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = I2VgenGenerated.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[I2VgenGenerated | LegacyError | LegacyInvalid]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: I2VgenGenerate,
    token: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[I2VgenGenerated | LegacyError | LegacyInvalid]:
    """Create a video from an image and wait for it

     Credentials are accepted as `?token=` or in the header. An unusable image or value is
    answered with 200, too, with `success: false`. Closing the connection cancels the video.

    Args:
        token (str | Unset):
        idempotency_key (str | Unset):
        body (I2VgenGenerate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[I2VgenGenerated | LegacyError | LegacyInvalid]
    """

    kwargs = _get_kwargs(
        body=body,
        token=token,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: I2VgenGenerate,
    token: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> I2VgenGenerated | LegacyError | LegacyInvalid | None:
    """Create a video from an image and wait for it

     Credentials are accepted as `?token=` or in the header. An unusable image or value is
    answered with 200, too, with `success: false`. Closing the connection cancels the video.

    Args:
        token (str | Unset):
        idempotency_key (str | Unset):
        body (I2VgenGenerate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        I2VgenGenerated | LegacyError | LegacyInvalid
    """

    return sync_detailed(
        client=client,
        body=body,
        token=token,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: I2VgenGenerate,
    token: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[I2VgenGenerated | LegacyError | LegacyInvalid]:
    """Create a video from an image and wait for it

     Credentials are accepted as `?token=` or in the header. An unusable image or value is
    answered with 200, too, with `success: false`. Closing the connection cancels the video.

    Args:
        token (str | Unset):
        idempotency_key (str | Unset):
        body (I2VgenGenerate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[I2VgenGenerated | LegacyError | LegacyInvalid]
    """

    kwargs = _get_kwargs(
        body=body,
        token=token,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: I2VgenGenerate,
    token: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> I2VgenGenerated | LegacyError | LegacyInvalid | None:
    """Create a video from an image and wait for it

     Credentials are accepted as `?token=` or in the header. An unusable image or value is
    answered with 200, too, with `success: false`. Closing the connection cancels the video.

    Args:
        token (str | Unset):
        idempotency_key (str | Unset):
        body (I2VgenGenerate):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        I2VgenGenerated | LegacyError | LegacyInvalid
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            token=token,
            idempotency_key=idempotency_key,
        )
    ).parsed
