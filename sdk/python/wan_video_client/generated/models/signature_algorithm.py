from typing import Literal

SignatureAlgorithm = Literal["ed25519", "hmac-sha256"]

SIGNATURE_ALGORITHM_VALUES: set[SignatureAlgorithm] = {
    "ed25519",
    "hmac-sha256",
}


def check_signature_algorithm(value: str) -> SignatureAlgorithm:
    if value in SIGNATURE_ALGORITHM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIGNATURE_ALGORITHM_VALUES!r}")
