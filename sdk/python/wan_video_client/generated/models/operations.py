from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.operations_jobs_item import OperationsJobsItem
    from ..models.operations_queue_item import OperationsQueueItem
    from ..models.operations_running_item import OperationsRunningItem
    from ..models.operations_workers_item import OperationsWorkersItem


T = TypeVar("T", bound="Operations")


@_attrs_define
class Operations:
    object_: Literal["operations"]
    at: int
    """ Seconds since 1970. """
    workers: list[OperationsWorkersItem]
    """ Workers of the last hour, live ones first. """
    running: list[OperationsRunningItem]
    """ Running videos, the longest one first; at most 200. """
    queue: list[OperationsQueueItem]
    """ Unfinished videos by tenant and model, most first. """
    jobs: list[OperationsJobsItem]
    """ Background work in the queues of pg-boss. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        object_ = self.object_

        at = self.at

        workers = []
        for workers_item_data in self.workers:
            workers_item = workers_item_data.to_dict()
            workers.append(workers_item)

        running = []
        for running_item_data in self.running:
            running_item = running_item_data.to_dict()
            running.append(running_item)

        queue = []
        for queue_item_data in self.queue:
            queue_item = queue_item_data.to_dict()
            queue.append(queue_item)

        jobs = []
        for jobs_item_data in self.jobs:
            jobs_item = jobs_item_data.to_dict()
            jobs.append(jobs_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "at": at,
                "workers": workers,
                "running": running,
                "queue": queue,
                "jobs": jobs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.operations_jobs_item import OperationsJobsItem  # noqa: PLC0415
        from ..models.operations_queue_item import OperationsQueueItem  # noqa: PLC0415
        from ..models.operations_running_item import OperationsRunningItem  # noqa: PLC0415
        from ..models.operations_workers_item import OperationsWorkersItem  # noqa: PLC0415

        d = dict(src_dict)
        object_ = cast(Literal["operations"], d.pop("object"))
        if object_ != "operations":
            raise ValueError(f"object must match const 'operations', got '{object_}'")

        at = d.pop("at")

        workers = []
        _workers = d.pop("workers")
        for workers_item_data in _workers:
            workers_item = OperationsWorkersItem.from_dict(workers_item_data)

            workers.append(workers_item)

        running = []
        _running = d.pop("running")
        for running_item_data in _running:
            running_item = OperationsRunningItem.from_dict(running_item_data)

            running.append(running_item)

        queue = []
        _queue = d.pop("queue")
        for queue_item_data in _queue:
            queue_item = OperationsQueueItem.from_dict(queue_item_data)

            queue.append(queue_item)

        jobs = []
        _jobs = d.pop("jobs")
        for jobs_item_data in _jobs:
            jobs_item = OperationsJobsItem.from_dict(jobs_item_data)

            jobs.append(jobs_item)

        operations = cls(
            object_=object_,
            at=at,
            workers=workers,
            running=running,
            queue=queue,
            jobs=jobs,
        )

        operations.additional_properties = d
        return operations

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
