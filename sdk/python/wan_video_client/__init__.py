"""Client of the Wan video service: typed calls from its contract, waiting, downloads and webhook verification."""

from .calls import ApiError, call, create_client
from .download import download_video
from .generated import AuthenticatedClient, Client
from .waiting import wait, wait_for_video
from .webhook import WebhookVerificationError, verify_webhook

__all__ = (
    "ApiError",
    "AuthenticatedClient",
    "Client",
    "WebhookVerificationError",
    "call",
    "create_client",
    "download_video",
    "verify_webhook",
    "wait",
    "wait_for_video",
)
