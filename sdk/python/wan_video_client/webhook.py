"""Webhook deliveries (Standard Webhooks)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

__all__ = ("WebhookVerificationError", "verify_webhook")


def verify_webhook(body: bytes | str, headers: Mapping[str, str], secret: str) -> dict[str, Any]:
    """Verifies the signature of a webhook delivery and returns its event.

    ``body`` is the raw body, byte for byte as received; ``headers`` has ``webhook-id``,
    ``webhook-timestamp`` and ``webhook-signature`` in any case; ``secret`` is the tenant's or endpoint's
    (``whsec_…``). Raises WebhookVerificationError when the signature is wrong or older than five
    minutes; the receiver should then answer 400.
    """
    return Webhook(secret).verify(body, {name.lower(): value for name, value in headers.items()})
