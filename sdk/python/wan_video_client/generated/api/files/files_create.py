from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_file import CreateFile
from ...models.file import File
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    *,
    body: CreateFile,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/files",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | Problem | None:
    if response.status_code == 200:
        response_200 = File.from_dict(response.json())

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

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateFile,
) -> Response[File | Problem]:
    """Upload a file

     Stores an image for any number of videos: its `id` is then the `file_id` of
    `input_reference`. JPEG, PNG, WebP, AVIF or GIF (its first frame), at most 10 MB and 50
    megapixels, each side at least 64 pixels. Its bytes count towards the upload quota once, at the
    upload.

    The file is kept for the service's retention time (30 days by default), or for
    `expires_after` if that is shorter.

    Args:
        body (CreateFile):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
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
    body: CreateFile,
) -> File | Problem | None:
    """Upload a file

     Stores an image for any number of videos: its `id` is then the `file_id` of
    `input_reference`. JPEG, PNG, WebP, AVIF or GIF (its first frame), at most 10 MB and 50
    megapixels, each side at least 64 pixels. Its bytes count towards the upload quota once, at the
    upload.

    The file is kept for the service's retention time (30 days by default), or for
    `expires_after` if that is shorter.

    Args:
        body (CreateFile):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateFile,
) -> Response[File | Problem]:
    """Upload a file

     Stores an image for any number of videos: its `id` is then the `file_id` of
    `input_reference`. JPEG, PNG, WebP, AVIF or GIF (its first frame), at most 10 MB and 50
    megapixels, each side at least 64 pixels. Its bytes count towards the upload quota once, at the
    upload.

    The file is kept for the service's retention time (30 days by default), or for
    `expires_after` if that is shorter.

    Args:
        body (CreateFile):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateFile,
) -> File | Problem | None:
    """Upload a file

     Stores an image for any number of videos: its `id` is then the `file_id` of
    `input_reference`. JPEG, PNG, WebP, AVIF or GIF (its first frame), at most 10 MB and 50
    megapixels, each side at least 64 pixels. Its bytes count towards the upload quota once, at the
    upload.

    The file is kept for the service's retention time (30 days by default), or for
    `expires_after` if that is shorter.

    Args:
        body (CreateFile):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
