from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.model_defaults import ModelDefaults
    from ..models.model_fitting_sizes_item import ModelFittingSizesItem
    from ..models.model_inputs import ModelInputs
    from ..models.model_limits import ModelLimits
    from ..models.model_samplers_item import ModelSamplersItem
    from ..models.model_untiled_sizes_item import ModelUntiledSizesItem


T = TypeVar("T", bound="Model")


@_attrs_define
class Model:
    id: str
    object_: Literal["model"]
    created: int
    """ Seconds since 1970. """
    owned_by: str
    title: str
    task: str
    """ `t2v`: from text; `i2v`: from an image; `flf2v`: from a first and a last frame; `ti2v`:
    from text with or without an image. One of: `t2v`, `i2v`, `flf2v`, `ti2v`. """
    inputs: ModelInputs
    """ Which images the model takes, as `input_reference` and as `last_frame`. """
    served: bool
    """ Whether a live worker serves the model now. A video for a model that none serves waits in
    the queue until one does; its `queue.reason` is then `model_not_served`.
     """
    aliases: list[str]
    fps: float
    defaults: ModelDefaults
    samplers: list[ModelSamplersItem]
    """ What a request may choose as `scheduler` and `schedule`, the model's own first. A model
    distilled for few steps has its own alone.
     """
    limits: ModelLimits
    unapplied: list[str]
    """ What lies in the model's folder and has no effect: keys of configurations, keys of LoRA
    files that belong to nothing.
     """
    oversize: str
    """ Whether requests above the limits are reduced and listed in `adjustments`, or refused
    with 400. One of: `shrink`, `refuse`. """
    fitting_sizes: list[ModelFittingSizesItem]
    """ Given when the memory of the serving devices is tighter than the model's limits: the
    maximum pixels per frame, each up to its number of frames, in ascending order. 0: no
    size fits. Empty: the limits apply.
     """
    untiled_sizes: list[ModelUntiledSizesItem]
    """ Given when some of the sizes that fit are encoded and decoded in overlapping tiles, because
    memory does not hold their whole pictures: the maximum pixels per frame without tiles,
    in a table like `fitting_sizes`. Empty: no size needs tiles.
     """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        object_ = self.object_

        created = self.created

        owned_by = self.owned_by

        title = self.title

        task = self.task

        inputs = self.inputs.to_dict()

        served = self.served

        aliases = self.aliases

        fps = self.fps

        defaults = self.defaults.to_dict()

        samplers = []
        for samplers_item_data in self.samplers:
            samplers_item = samplers_item_data.to_dict()
            samplers.append(samplers_item)

        limits = self.limits.to_dict()

        unapplied = self.unapplied

        oversize = self.oversize

        fitting_sizes = []
        for fitting_sizes_item_data in self.fitting_sizes:
            fitting_sizes_item = fitting_sizes_item_data.to_dict()
            fitting_sizes.append(fitting_sizes_item)

        untiled_sizes = []
        for untiled_sizes_item_data in self.untiled_sizes:
            untiled_sizes_item = untiled_sizes_item_data.to_dict()
            untiled_sizes.append(untiled_sizes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "object": object_,
                "created": created,
                "owned_by": owned_by,
                "title": title,
                "task": task,
                "inputs": inputs,
                "served": served,
                "aliases": aliases,
                "fps": fps,
                "defaults": defaults,
                "samplers": samplers,
                "limits": limits,
                "unapplied": unapplied,
                "oversize": oversize,
                "fitting_sizes": fitting_sizes,
                "untiled_sizes": untiled_sizes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_defaults import ModelDefaults  # noqa: PLC0415
        from ..models.model_fitting_sizes_item import ModelFittingSizesItem  # noqa: PLC0415
        from ..models.model_inputs import ModelInputs  # noqa: PLC0415
        from ..models.model_limits import ModelLimits  # noqa: PLC0415
        from ..models.model_samplers_item import ModelSamplersItem  # noqa: PLC0415
        from ..models.model_untiled_sizes_item import ModelUntiledSizesItem  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        object_ = cast(Literal["model"], d.pop("object"))
        if object_ != "model":
            raise ValueError(f"object must match const 'model', got '{object_}'")

        created = d.pop("created")

        owned_by = d.pop("owned_by")

        title = d.pop("title")

        task = d.pop("task")

        inputs = ModelInputs.from_dict(d.pop("inputs"))

        served = d.pop("served")

        aliases = cast(list[str], d.pop("aliases"))

        fps = d.pop("fps")

        defaults = ModelDefaults.from_dict(d.pop("defaults"))

        samplers = []
        _samplers = d.pop("samplers")
        for samplers_item_data in _samplers:
            samplers_item = ModelSamplersItem.from_dict(samplers_item_data)

            samplers.append(samplers_item)

        limits = ModelLimits.from_dict(d.pop("limits"))

        unapplied = cast(list[str], d.pop("unapplied"))

        oversize = d.pop("oversize")

        fitting_sizes = []
        _fitting_sizes = d.pop("fitting_sizes")
        for fitting_sizes_item_data in _fitting_sizes:
            fitting_sizes_item = ModelFittingSizesItem.from_dict(fitting_sizes_item_data)

            fitting_sizes.append(fitting_sizes_item)

        untiled_sizes = []
        _untiled_sizes = d.pop("untiled_sizes")
        for untiled_sizes_item_data in _untiled_sizes:
            untiled_sizes_item = ModelUntiledSizesItem.from_dict(untiled_sizes_item_data)

            untiled_sizes.append(untiled_sizes_item)

        model = cls(
            id=id,
            object_=object_,
            created=created,
            owned_by=owned_by,
            title=title,
            task=task,
            inputs=inputs,
            served=served,
            aliases=aliases,
            fps=fps,
            defaults=defaults,
            samplers=samplers,
            limits=limits,
            unapplied=unapplied,
            oversize=oversize,
            fitting_sizes=fitting_sizes,
            untiled_sizes=untiled_sizes,
        )

        model.additional_properties = d
        return model

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
