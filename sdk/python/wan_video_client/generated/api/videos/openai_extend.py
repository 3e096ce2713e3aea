from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.extend_video import ExtendVideo
from ...models.problem import Problem
from ...models.video import Video
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ExtendVideo | ExtendVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(prefer, Unset):
        headers["Prefer"] = prefer

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/videos/extensions",
    }

    if isinstance(body, ExtendVideo):
        _kwargs["json"] = body.to_dict()

        headers["Content-Type"] = "application/json"
    if isinstance(body, ExtendVideo):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Video | None:
    if response.status_code == 200:
        response_200 = Video.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = Video.from_dict(response.json())

        return response_202

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Video]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ExtendVideo | ExtendVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[Problem | Video]:
    """Extend a video

     Queues a new video that continues a completed one from its last frame. The result is one
    clip of both: the frames of the source unchanged, then `seconds` more, up to 120 s in total.
    Size and frame rate are those of the source, and so are its settings, metadata and
    `webhook_url`. If the source's model makes videos from text alone, another model continues
    it, which `adjustments` reports. The source may be deleted in the meantime.

    A form may carry the source as a file: an mp4 with H.264, H.265 or VP9, of at most 50 MB,
    120 s and 4096 pixels a side. It is brought to a size and the frame rate of the model that
    continues it.

    Fields that decide kind, size or length otherwise are refused; others are listed in
    `adjustments`.

    Args:
        idempotency_key (str | Unset):
        prefer (str | Unset):
        body (ExtendVideo):
        body (ExtendVideo):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Video]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ExtendVideo | ExtendVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Problem | Video | None:
    """Extend a video

     Queues a new video that continues a completed one from its last frame. The result is one
    clip of both: the frames of the source unchanged, then `seconds` more, up to 120 s in total.
    Size and frame rate are those of the source, and so are its settings, metadata and
    `webhook_url`. If the source's model makes videos from text alone, another model continues
    it, which `adjustments` reports. The source may be deleted in the meantime.

    A form may carry the source as a file: an mp4 with H.264, H.265 or VP9, of at most 50 MB,
    120 s and 4096 pixels a side. It is brought to a size and the frame rate of the model that
    continues it.

    Fields that decide kind, size or length otherwise are refused; others are listed in
    `adjustments`.

    Args:
        idempotency_key (str | Unset):
        prefer (str | Unset):
        body (ExtendVideo):
        body (ExtendVideo):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Video
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ExtendVideo | ExtendVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Response[Problem | Video]:
    """Extend a video

     Queues a new video that continues a completed one from its last frame. The result is one
    clip of both: the frames of the source unchanged, then `seconds` more, up to 120 s in total.
    Size and frame rate are those of the source, and so are its settings, metadata and
    `webhook_url`. If the source's model makes videos from text alone, another model continues
    it, which `adjustments` reports. The source may be deleted in the meantime.

    A form may carry the source as a file: an mp4 with H.264, H.265 or VP9, of at most 50 MB,
    120 s and 4096 pixels a side. It is brought to a size and the frame rate of the model that
    continues it.

    Fields that decide kind, size or length otherwise are refused; others are listed in
    `adjustments`.

    Args:
        idempotency_key (str | Unset):
        prefer (str | Unset):
        body (ExtendVideo):
        body (ExtendVideo):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Video]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        prefer=prefer,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ExtendVideo | ExtendVideo | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
    prefer: str | Unset = UNSET,
) -> Problem | Video | None:
    """Extend a video

     Queues a new video that continues a completed one from its last frame. The result is one
    clip of both: the frames of the source unchanged, then `seconds` more, up to 120 s in total.
    Size and frame rate are those of the source, and so are its settings, metadata and
    `webhook_url`. If the source's model makes videos from text alone, another model continues
    it, which `adjustments` reports. The source may be deleted in the meantime.

    A form may carry the source as a file: an mp4 with H.264, H.265 or VP9, of at most 50 MB,
    120 s and 4096 pixels a side. It is brought to a size and the frame rate of the model that
    continues it.

    Fields that decide kind, size or length otherwise are refused; others are listed in
    `adjustments`.

    Args:
        idempotency_key (str | Unset):
        prefer (str | Unset):
        body (ExtendVideo):
        body (ExtendVideo):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Video
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            prefer=prefer,
        )
    ).parsed
