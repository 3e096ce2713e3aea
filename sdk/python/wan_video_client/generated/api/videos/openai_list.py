from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.openai_list_metadata import OpenaiListMetadata
from ...models.openai_list_order import OpenaiListOrder
from ...models.openai_list_status import OpenaiListStatus
from ...models.problem import Problem
from ...models.video_list import VideoList
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 20,
    order: OpenaiListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    status: OpenaiListStatus | Unset = UNSET,
    model: str | Unset = UNSET,
    batch_id: str | Unset = UNSET,
    created_after: int | Unset = UNSET,
    created_before: int | Unset = UNSET,
    metadata: OpenaiListMetadata | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order

    params["order"] = json_order

    params["after"] = after

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status

    params["status"] = json_status

    params["model"] = model

    params["batch_id"] = batch_id

    params["created_after"] = created_after

    params["created_before"] = created_before

    json_metadata: dict[str, Any] | Unset = UNSET
    if not isinstance(metadata, Unset):
        json_metadata = metadata.to_dict()
    if not isinstance(json_metadata, Unset):
        params.update(json_metadata)

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/videos",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | VideoList | None:
    if response.status_code == 200:
        response_200 = VideoList.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | VideoList]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    order: OpenaiListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    status: OpenaiListStatus | Unset = UNSET,
    model: str | Unset = UNSET,
    batch_id: str | Unset = UNSET,
    created_after: int | Unset = UNSET,
    created_before: int | Unset = UNSET,
    metadata: OpenaiListMetadata | Unset = UNSET,
) -> Response[Problem | VideoList]:
    """List videos

     Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
    `after`, with the same filters. Only videos that match all filters are listed.

    Args:
        limit (int | Unset):  Default: 20.
        order (OpenaiListOrder | Unset):  Default: 'desc'.
        after (str | Unset):
        status (OpenaiListStatus | Unset):
        model (str | Unset):
        batch_id (str | Unset):
        created_after (int | Unset):
        created_before (int | Unset):
        metadata (OpenaiListMetadata | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | VideoList]
    """

    kwargs = _get_kwargs(
        limit=limit,
        order=order,
        after=after,
        status=status,
        model=model,
        batch_id=batch_id,
        created_after=created_after,
        created_before=created_before,
        metadata=metadata,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    order: OpenaiListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    status: OpenaiListStatus | Unset = UNSET,
    model: str | Unset = UNSET,
    batch_id: str | Unset = UNSET,
    created_after: int | Unset = UNSET,
    created_before: int | Unset = UNSET,
    metadata: OpenaiListMetadata | Unset = UNSET,
) -> Problem | VideoList | None:
    """List videos

     Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
    `after`, with the same filters. Only videos that match all filters are listed.

    Args:
        limit (int | Unset):  Default: 20.
        order (OpenaiListOrder | Unset):  Default: 'desc'.
        after (str | Unset):
        status (OpenaiListStatus | Unset):
        model (str | Unset):
        batch_id (str | Unset):
        created_after (int | Unset):
        created_before (int | Unset):
        metadata (OpenaiListMetadata | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | VideoList
    """

    return sync_detailed(
        client=client,
        limit=limit,
        order=order,
        after=after,
        status=status,
        model=model,
        batch_id=batch_id,
        created_after=created_after,
        created_before=created_before,
        metadata=metadata,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    order: OpenaiListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    status: OpenaiListStatus | Unset = UNSET,
    model: str | Unset = UNSET,
    batch_id: str | Unset = UNSET,
    created_after: int | Unset = UNSET,
    created_before: int | Unset = UNSET,
    metadata: OpenaiListMetadata | Unset = UNSET,
) -> Response[Problem | VideoList]:
    """List videos

     Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
    `after`, with the same filters. Only videos that match all filters are listed.

    Args:
        limit (int | Unset):  Default: 20.
        order (OpenaiListOrder | Unset):  Default: 'desc'.
        after (str | Unset):
        status (OpenaiListStatus | Unset):
        model (str | Unset):
        batch_id (str | Unset):
        created_after (int | Unset):
        created_before (int | Unset):
        metadata (OpenaiListMetadata | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | VideoList]
    """

    kwargs = _get_kwargs(
        limit=limit,
        order=order,
        after=after,
        status=status,
        model=model,
        batch_id=batch_id,
        created_after=created_after,
        created_before=created_before,
        metadata=metadata,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    order: OpenaiListOrder | Unset = "desc",
    after: str | Unset = UNSET,
    status: OpenaiListStatus | Unset = UNSET,
    model: str | Unset = UNSET,
    batch_id: str | Unset = UNSET,
    created_after: int | Unset = UNSET,
    created_before: int | Unset = UNSET,
    metadata: OpenaiListMetadata | Unset = UNSET,
) -> Problem | VideoList | None:
    """List videos

     Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
    `after`, with the same filters. Only videos that match all filters are listed.

    Args:
        limit (int | Unset):  Default: 20.
        order (OpenaiListOrder | Unset):  Default: 'desc'.
        after (str | Unset):
        status (OpenaiListStatus | Unset):
        model (str | Unset):
        batch_id (str | Unset):
        created_after (int | Unset):
        created_before (int | Unset):
        metadata (OpenaiListMetadata | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | VideoList
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            order=order,
            after=after,
            status=status,
            model=model,
            batch_id=batch_id,
            created_after=created_after,
            created_before=created_before,
            metadata=metadata,
        )
    ).parsed
