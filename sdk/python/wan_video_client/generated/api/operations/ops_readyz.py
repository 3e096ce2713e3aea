from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.readiness import Readiness
from ...types import Response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/readyz",
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Readiness | None:
    if response.status_code == 200:
        response_200 = Readiness.from_dict(response.json())

        return response_200

    if response.status_code == 503:
        response_503 = Readiness.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Readiness]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Readiness]:
    """Readiness

     Ready means that the database and its migrations are available and the process is not
    stopping. The other checks are reported but do not count. `workers` and `engines`: requests
    are accepted and wait when no worker is alive. `storage`: without it, reads and creates
    without files go on, and what needs files is answered 503. `clock`: the difference between
    the clocks of this process and of the database, which must be less than 5 s. What other
    services answered is kept for 1 s.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Readiness]
    """

    kwargs = _get_kwargs()

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
) -> Readiness | None:
    """Readiness

     Ready means that the database and its migrations are available and the process is not
    stopping. The other checks are reported but do not count. `workers` and `engines`: requests
    are accepted and wait when no worker is alive. `storage`: without it, reads and creates
    without files go on, and what needs files is answered 503. `clock`: the difference between
    the clocks of this process and of the database, which must be less than 5 s. What other
    services answered is kept for 1 s.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Readiness
    """

    return sync_detailed(
        client=client,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
) -> Response[Readiness]:
    """Readiness

     Ready means that the database and its migrations are available and the process is not
    stopping. The other checks are reported but do not count. `workers` and `engines`: requests
    are accepted and wait when no worker is alive. `storage`: without it, reads and creates
    without files go on, and what needs files is answered 503. `clock`: the difference between
    the clocks of this process and of the database, which must be less than 5 s. What other
    services answered is kept for 1 s.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Readiness]
    """

    kwargs = _get_kwargs()

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
) -> Readiness | None:
    """Readiness

     Ready means that the database and its migrations are available and the process is not
    stopping. The other checks are reported but do not count. `workers` and `engines`: requests
    are accepted and wait when no worker is alive. `storage`: without it, reads and creates
    without files go on, and what needs files is answered 503. `clock`: the difference between
    the clocks of this process and of the database, which must be less than 5 s. What other
    services answered is kept for 1 s.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Readiness
    """

    return (
        await asyncio_detailed(
            client=client,
        )
    ).parsed
