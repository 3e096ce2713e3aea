from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.legacy_invalid_detail_type_0_item import LegacyInvalidDetailType0Item
    from ..models.wan_21_reason import Wan21Reason


T = TypeVar("T", bound="LegacyInvalid")


@_attrs_define
class LegacyInvalid:
    """The invalid fields in FastAPI's form; for other errors a sentence or an object."""

    detail: list[LegacyInvalidDetailType0Item] | str | Wan21Reason
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.wan_21_reason import Wan21Reason  # noqa: PLC0415

        detail: dict[str, Any] | list[dict[str, Any]] | str
        if isinstance(self.detail, list):
            detail = []
            for detail_type_0_item_data in self.detail:
                detail_type_0_item = detail_type_0_item_data.to_dict()
                detail.append(detail_type_0_item)

        elif isinstance(self.detail, Wan21Reason):
            detail = self.detail.to_dict()
        else:
            detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.legacy_invalid_detail_type_0_item import LegacyInvalidDetailType0Item  # noqa: PLC0415
        from ..models.wan_21_reason import Wan21Reason  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_detail(data: object) -> list[LegacyInvalidDetailType0Item] | str | Wan21Reason:
            try:
                if not isinstance(data, list):
                    raise TypeError()
                detail_type_0 = []
                _detail_type_0 = data
                for detail_type_0_item_data in _detail_type_0:
                    detail_type_0_item = LegacyInvalidDetailType0Item.from_dict(detail_type_0_item_data)

                    detail_type_0.append(detail_type_0_item)

                return detail_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                detail_type_2 = Wan21Reason.from_dict(data)

                return detail_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[LegacyInvalidDetailType0Item] | str | Wan21Reason, data)

        detail = _parse_detail(d.pop("detail"))

        legacy_invalid = cls(
            detail=detail,
        )

        legacy_invalid.additional_properties = d
        return legacy_invalid

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
