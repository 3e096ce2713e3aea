from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="BatchItemErrorType0")


@_attrs_define
class BatchItemErrorType0:
    code: str
    """ One of: `invalid_request`, `invalid_size`, `invalid_frame_count`, `prompt_too_long`,
    `unsupported_parameter`, `model_not_found`, `input_reference_required`, `input_reference_invalid`,
    `input_reference_too_large`, `input_reference_unreachable`, `input_reference_forbidden_host`,
    `webhook_url_invalid`, `webhook_unreachable`, `webhook_endpoint_not_found`, `webhook_endpoint_disabled`,
    `event_not_found`, `idempotency_key_invalid`, `invalid_credentials`, `signature_invalid`, `insufficient_scope`,
    `address_not_allowed`, `link_invalid`, `not_found`, `tenant_not_found`, `api_key_not_found`, `file_not_found`,
    `video_not_found`, `batch_not_found`, `characters_unsupported`, `method_not_allowed`, `tenant_in_use`,
    `tenant_exists`, `not_ready`, `not_cancellable`, `video_failed`, `video_expired`, `request_too_large`,
    `unsupported_media_type`, `range_not_satisfiable`, `idempotency_key_reused`, `rate_limit_exceeded`,
    `queue_full`, `quota_exceeded`, `internal_error`, `video_edits_unsupported`, `service_unavailable`,
    `wait_timeout`, `cancelled`, `deadline_exceeded`, `start_timeout`, `out_of_memory`, `worker_lost`,
    `engine_crashed`, `engine_stalled`, `upstream_unavailable`, `upstream_lost`, `upstream_failed`,
    `model_unavailable`, `encode_failed`, `storage_failed`, `invalid_input`. """
    message: str
    param: None | str
    """ The field at fault. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        message = self.message

        param: None | str
        param = self.param

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "message": message,
                "param": param,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        message = d.pop("message")

        def _parse_param(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        param = _parse_param(d.pop("param"))

        batch_item_error_type_0 = cls(
            code=code,
            message=message,
            param=param,
        )

        batch_item_error_type_0.additional_properties = d
        return batch_item_error_type_0

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
