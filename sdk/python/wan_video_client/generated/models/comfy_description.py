from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.comfy_description_endpoints import ComfyDescriptionEndpoints


T = TypeVar("T", bound="ComfyDescription")


@_attrs_define
class ComfyDescription:
    service: str
    version: str
    model: str
    endpoints: ComfyDescriptionEndpoints
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        service = self.service

        version = self.version

        model = self.model

        endpoints = self.endpoints.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "service": service,
                "version": version,
                "model": model,
                "endpoints": endpoints,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.comfy_description_endpoints import ComfyDescriptionEndpoints  # noqa: PLC0415

        d = dict(src_dict)
        service = d.pop("service")

        version = d.pop("version")

        model = d.pop("model")

        endpoints = ComfyDescriptionEndpoints.from_dict(d.pop("endpoints"))

        comfy_description = cls(
            service=service,
            version=version,
            model=model,
            endpoints=endpoints,
        )

        comfy_description.additional_properties = d
        return comfy_description

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
