"""Webhook deliveries (Standard Webhooks)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

__all__ = ("WebhookVerificationError", "verify_webhook")


def verify_webhook(body: bytes | str, headers: Mapping[str, str], secret: str) -> dict[str, Any]:
    """The event in a webhook delivery, once its signature is checked.

    ``body`` is the raw body, byte for byte as it came; ``headers`` has ``webhook-id``, ``webhook-timestamp`` and
    ``webhook-signature`` in any case; ``secret`` is the tenant's or endpoint's (``whsec_…``). Raises
    WebhookVerificationError when the signature is another's or older than five minutes: answer 400.
    """
    return Webhook(secret).verify(body, {name.lower(): value for name, value in headers.items()})
