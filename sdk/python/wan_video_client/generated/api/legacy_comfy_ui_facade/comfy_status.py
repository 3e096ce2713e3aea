from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.comfy_status import ComfyStatus
from ...models.legacy_error import LegacyError
from ...models.legacy_invalid import LegacyInvalid
from ...types import UNSET, Response, Unset


def _get_kwargs(
    prompt_id: str,
    *,
    unknown: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["unknown"] = unknown

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/status/{prompt_id}".format(
            prompt_id=quote(str(prompt_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ComfyStatus | LegacyError | LegacyInvalid | None:
    if response.status_code == 200:
        response_200 = ComfyStatus.from_dict(response.json())

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

    if response.status_code == 404:
        response_404 = LegacyError.from_dict(response.json())

        return response_404

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
) -> Response[ComfyStatus | LegacyError | LegacyInvalid]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    prompt_id: str,
    *,
    client: AuthenticatedClient,
    unknown: str | Unset = UNSET,
) -> Response[ComfyStatus | LegacyError | LegacyInvalid]:
    """State and result of a task

    Args:
        prompt_id (str):
        unknown (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ComfyStatus | LegacyError | LegacyInvalid]
    """

    kwargs = _get_kwargs(
        prompt_id=prompt_id,
        unknown=unknown,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    prompt_id: str,
    *,
    client: AuthenticatedClient,
    unknown: str | Unset = UNSET,
) -> ComfyStatus | LegacyError | LegacyInvalid | None:
    """State and result of a task

    Args:
        prompt_id (str):
        unknown (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ComfyStatus | LegacyError | LegacyInvalid
    """

    return sync_detailed(
        prompt_id=prompt_id,
        client=client,
        unknown=unknown,
    ).parsed


async def asyncio_detailed(
    prompt_id: str,
    *,
    client: AuthenticatedClient,
    unknown: str | Unset = UNSET,
) -> Response[ComfyStatus | LegacyError | LegacyInvalid]:
    """State and result of a task

    Args:
        prompt_id (str):
        unknown (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ComfyStatus | LegacyError | LegacyInvalid]
    """

    kwargs = _get_kwargs(
        prompt_id=prompt_id,
        unknown=unknown,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    prompt_id: str,
    *,
    client: AuthenticatedClient,
    unknown: str | Unset = UNSET,
) -> ComfyStatus | LegacyError | LegacyInvalid | None:
    """State and result of a task

    Args:
        prompt_id (str):
        unknown (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ComfyStatus | LegacyError | LegacyInvalid
    """

    return (
        await asyncio_detailed(
            prompt_id=prompt_id,
            client=client,
            unknown=unknown,
        )
    ).parsed
