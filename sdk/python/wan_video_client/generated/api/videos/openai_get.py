from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.video import Video
from ...types import UNSET, Response, Unset


def _get_kwargs(
    video_id: str,
    *,
    prefer: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(prefer, Unset):
        headers["Prefer"] = prefer

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/videos/{video_id}".format(
            video_id=quote(str(video_id), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | Problem | Video | None:
    if response.status_code == 200:
        response_200 = Video.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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
) -> Response[Any | Problem | Video]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    video_id: str,
    *,
    client: AuthenticatedClient,
    prefer: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Problem | Video]:
    """Retrieve a video

     A failed or cancelled video answers 200 with `status: failed` and its `error`. For an
    unfinished video, the answer says when to ask again.

    `Prefer: wait=N` delays the answer until the video has ended. `If-None-Match` with the
    `ETag` of an earlier answer gets 304 as long as nothing has changed.

    Args:
        video_id (str):
        prefer (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem | Video]
    """

    kwargs = _get_kwargs(
        video_id=video_id,
        prefer=prefer,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    video_id: str,
    *,
    client: AuthenticatedClient,
    prefer: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | Problem | Video | None:
    """Retrieve a video

     A failed or cancelled video answers 200 with `status: failed` and its `error`. For an
    unfinished video, the answer says when to ask again.

    `Prefer: wait=N` delays the answer until the video has ended. `If-None-Match` with the
    `ETag` of an earlier answer gets 304 as long as nothing has changed.

    Args:
        video_id (str):
        prefer (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem | Video
    """

    return sync_detailed(
        video_id=video_id,
        client=client,
        prefer=prefer,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    video_id: str,
    *,
    client: AuthenticatedClient,
    prefer: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | Problem | Video]:
    """Retrieve a video

     A failed or cancelled video answers 200 with `status: failed` and its `error`. For an
    unfinished video, the answer says when to ask again.

    `Prefer: wait=N` delays the answer until the video has ended. `If-None-Match` with the
    `ETag` of an earlier answer gets 304 as long as nothing has changed.

    Args:
        video_id (str):
        prefer (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem | Video]
    """

    kwargs = _get_kwargs(
        video_id=video_id,
        prefer=prefer,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    video_id: str,
    *,
    client: AuthenticatedClient,
    prefer: str | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | Problem | Video | None:
    """Retrieve a video

     A failed or cancelled video answers 200 with `status: failed` and its `error`. For an
    unfinished video, the answer says when to ask again.

    `Prefer: wait=N` delays the answer until the video has ended. `If-None-Match` with the
    `ETag` of an earlier answer gets 304 as long as nothing has changed.

    Args:
        video_id (str):
        prefer (str | Unset):
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem | Video
    """

    return (
        await asyncio_detailed(
            video_id=video_id,
            client=client,
            prefer=prefer,
            if_none_match=if_none_match,
        )
    ).parsed
