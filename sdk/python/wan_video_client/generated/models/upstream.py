from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.upstream_parameters import UpstreamParameters


T = TypeVar("T", bound="Upstream")


@_attrs_define
class Upstream:
    server: str
    """ Its name in ENGINES. """
    kind: str
    """ The software. """
    version: None | str
    model: None | str
    """ The server's name of the model. """
    video_id: str
    """ The server's id of the video. """
    workflow_sha256: None | str
    """ Digest of the workflow as it was sent, for servers that take one. """
    parameters: UpstreamParameters
    """ The fields that were sent, without prompts and pictures. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        server = self.server

        kind = self.kind

        version: None | str
        version = self.version

        model: None | str
        model = self.model

        video_id = self.video_id

        workflow_sha256: None | str
        workflow_sha256 = self.workflow_sha256

        parameters = self.parameters.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "server": server,
                "kind": kind,
                "version": version,
                "model": model,
                "video_id": video_id,
                "workflow_sha256": workflow_sha256,
                "parameters": parameters,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.upstream_parameters import UpstreamParameters  # noqa: PLC0415

        d = dict(src_dict)
        server = d.pop("server")

        kind = d.pop("kind")

        def _parse_version(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        version = _parse_version(d.pop("version"))

        def _parse_model(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        model = _parse_model(d.pop("model"))

        video_id = d.pop("video_id")

        def _parse_workflow_sha256(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        workflow_sha256 = _parse_workflow_sha256(d.pop("workflow_sha256"))

        parameters = UpstreamParameters.from_dict(d.pop("parameters"))

        upstream = cls(
            server=server,
            kind=kind,
            version=version,
            model=model,
            video_id=video_id,
            workflow_sha256=workflow_sha256,
            parameters=parameters,
        )

        upstream.additional_properties = d
        return upstream

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
