from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.file_list import FileList
from ...models.files_list_order import FilesListOrder
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 100,
    order: FilesListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    purpose: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order

    params["order"] = json_order

    params["after"] = after

    params["purpose"] = purpose

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/files",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> FileList | Problem | None:
    if response.status_code == 200:
        response_200 = FileList.from_dict(response.json())

        return response_200

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[FileList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 100,
    order: FilesListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    purpose: str | Unset = UNSET,
) -> Response[FileList | Problem]:
    """List files

     Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
    `after`.

    Args:
        limit (int | Unset):  Default: 100.
        order (FilesListOrder | Unset):  Default: 'desc'.
        after (str | Unset):
        purpose (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileList | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        order=order,
        after=after,
        purpose=purpose,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 100,
    order: FilesListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    purpose: str | Unset = UNSET,
) -> FileList | Problem | None:
    """List files

     Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
    `after`.

    Args:
        limit (int | Unset):  Default: 100.
        order (FilesListOrder | Unset):  Default: 'desc'.
        after (str | Unset):
        purpose (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileList | Problem
    """

    return sync_detailed(
        client=client,
        limit=limit,
        order=order,
        after=after,
        purpose=purpose,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 100,
    order: FilesListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    purpose: str | Unset = UNSET,
) -> Response[FileList | Problem]:
    """List files

     Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
    `after`.

    Args:
        limit (int | Unset):  Default: 100.
        order (FilesListOrder | Unset):  Default: 'desc'.
        after (str | Unset):
        purpose (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FileList | Problem]
    """

    kwargs = _get_kwargs(
        limit=limit,
        order=order,
        after=after,
        purpose=purpose,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 100,
    order: FilesListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    purpose: str | Unset = UNSET,
) -> FileList | Problem | None:
    """List files

     Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
    `after`.

    Args:
        limit (int | Unset):  Default: 100.
        order (FilesListOrder | Unset):  Default: 'desc'.
        after (str | Unset):
        purpose (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FileList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            order=order,
            after=after,
            purpose=purpose,
        )
    ).parsed
