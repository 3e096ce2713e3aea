from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.webhook_key_set import WebhookKeySet
from ...types import Response


def _get_kwargs(
    signer: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/webhook_keys/{signer}/jwks.json".format(
            signer=quote(str(signer), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | WebhookKeySet | None:
    if response.status_code == 200:
        response_200 = WebhookKeySet.from_dict(response.json())

        return response_200

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | WebhookKeySet]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    signer: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Problem | WebhookKeySet]:
    """Public keys of webhook signatures

     The Ed25519 keys that verify the `v1a` signatures of one endpoint, or of one tenant for the
    `webhook_url` of requests, as a JSON Web Key Set. While a key is being replaced there are
    two. Empty when the service has no signing key.

    Args:
        signer (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | WebhookKeySet]
    """

    kwargs = _get_kwargs(
        signer=signer,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    signer: str,
    *,
    client: AuthenticatedClient | Client,
) -> Problem | WebhookKeySet | None:
    """Public keys of webhook signatures

     The Ed25519 keys that verify the `v1a` signatures of one endpoint, or of one tenant for the
    `webhook_url` of requests, as a JSON Web Key Set. While a key is being replaced there are
    two. Empty when the service has no signing key.

    Args:
        signer (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | WebhookKeySet
    """

    return sync_detailed(
        signer=signer,
        client=client,
    ).parsed


async def asyncio_detailed(
    signer: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[Problem | WebhookKeySet]:
    """Public keys of webhook signatures

     The Ed25519 keys that verify the `v1a` signatures of one endpoint, or of one tenant for the
    `webhook_url` of requests, as a JSON Web Key Set. While a key is being replaced there are
    two. Empty when the service has no signing key.

    Args:
        signer (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | WebhookKeySet]
    """

    kwargs = _get_kwargs(
        signer=signer,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    signer: str,
    *,
    client: AuthenticatedClient | Client,
) -> Problem | WebhookKeySet | None:
    """Public keys of webhook signatures

     The Ed25519 keys that verify the `v1a` signatures of one endpoint, or of one tenant for the
    `webhook_url` of requests, as a JSON Web Key Set. While a key is being replaced there are
    two. Empty when the service has no signing key.

    Args:
        signer (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | WebhookKeySet
    """

    return (
        await asyncio_detailed(
            signer=signer,
            client=client,
        )
    ).parsed
