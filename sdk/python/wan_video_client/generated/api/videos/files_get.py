from http import HTTPStatus
from io import BytesIO
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    key: str,
    *,
    expires: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    name: str | Unset = UNSET,
    signature: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["expires"] = expires

    params["type"] = type_

    params["name"] = name

    params["signature"] = signature

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/files/{key}".format(
            key=quote(str(key), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 206:
        response_206 = File(payload=BytesIO(response.content))

        return response_206

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 416:
        response_416 = Problem.from_dict(response.json())

        return response_416

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    key: str,
    *,
    client: AuthenticatedClient | Client,
    expires: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    name: str | Unset = UNSET,
    signature: str | Unset = UNSET,
) -> Response[Any | File | Problem]:
    """Download by signed link

     Links of the filesystem storage driver. The link itself is the permission; it is valid until
    `expires`.

    Args:
        key (str):
        expires (str | Unset):
        type_ (str | Unset):
        name (str | Unset):
        signature (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | Problem]
    """

    kwargs = _get_kwargs(
        key=key,
        expires=expires,
        type_=type_,
        name=name,
        signature=signature,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    key: str,
    *,
    client: AuthenticatedClient | Client,
    expires: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    name: str | Unset = UNSET,
    signature: str | Unset = UNSET,
) -> Any | File | Problem | None:
    """Download by signed link

     Links of the filesystem storage driver. The link itself is the permission; it is valid until
    `expires`.

    Args:
        key (str):
        expires (str | Unset):
        type_ (str | Unset):
        name (str | Unset):
        signature (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | File | Problem
    """

    return sync_detailed(
        key=key,
        client=client,
        expires=expires,
        type_=type_,
        name=name,
        signature=signature,
    ).parsed


async def asyncio_detailed(
    key: str,
    *,
    client: AuthenticatedClient | Client,
    expires: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    name: str | Unset = UNSET,
    signature: str | Unset = UNSET,
) -> Response[Any | File | Problem]:
    """Download by signed link

     Links of the filesystem storage driver. The link itself is the permission; it is valid until
    `expires`.

    Args:
        key (str):
        expires (str | Unset):
        type_ (str | Unset):
        name (str | Unset):
        signature (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | File | Problem]
    """

    kwargs = _get_kwargs(
        key=key,
        expires=expires,
        type_=type_,
        name=name,
        signature=signature,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    key: str,
    *,
    client: AuthenticatedClient | Client,
    expires: str | Unset = UNSET,
    type_: str | Unset = UNSET,
    name: str | Unset = UNSET,
    signature: str | Unset = UNSET,
) -> Any | File | Problem | None:
    """Download by signed link

     Links of the filesystem storage driver. The link itself is the permission; it is valid until
    `expires`.

    Args:
        key (str):
        expires (str | Unset):
        type_ (str | Unset):
        name (str | Unset):
        signature (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | File | Problem
    """

    return (
        await asyncio_detailed(
            key=key,
            client=client,
            expires=expires,
            type_=type_,
            name=name,
            signature=signature,
        )
    ).parsed
