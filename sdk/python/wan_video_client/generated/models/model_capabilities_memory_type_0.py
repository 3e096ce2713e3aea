from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.model_capabilities_memory_type_0_fitting_sizes_item import (
        ModelCapabilitiesMemoryType0FittingSizesItem,
    )


T = TypeVar("T", bound="ModelCapabilitiesMemoryType0")


@_attrs_define
class ModelCapabilitiesMemoryType0:
    fitting_sizes: list[ModelCapabilitiesMemoryType0FittingSizesItem]
    """ The most pixels per frame that fit, each entry up to its number of frames. Above the last one, and
    when there is none, the limits of the model count alone.
     """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        fitting_sizes = []
        for fitting_sizes_item_data in self.fitting_sizes:
            fitting_sizes_item = fitting_sizes_item_data.to_dict()
            fitting_sizes.append(fitting_sizes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fitting_sizes": fitting_sizes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_capabilities_memory_type_0_fitting_sizes_item import (
            ModelCapabilitiesMemoryType0FittingSizesItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        fitting_sizes = []
        _fitting_sizes = d.pop("fitting_sizes")
        for fitting_sizes_item_data in _fitting_sizes:
            fitting_sizes_item = ModelCapabilitiesMemoryType0FittingSizesItem.from_dict(fitting_sizes_item_data)

            fitting_sizes.append(fitting_sizes_item)

        model_capabilities_memory_type_0 = cls(
            fitting_sizes=fitting_sizes,
        )

        model_capabilities_memory_type_0.additional_properties = d
        return model_capabilities_memory_type_0

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
