from typing import Literal

VideoParametersSchedulerType3Type1 = Literal[
    "euler", "FlowMatchEulerDiscreteScheduler", "unipc", "UniPCMultistepScheduler"
]

VIDEO_PARAMETERS_SCHEDULER_TYPE_3_TYPE_1_VALUES: set[VideoParametersSchedulerType3Type1] = {
    "euler",
    "FlowMatchEulerDiscreteScheduler",
    "unipc",
    "UniPCMultistepScheduler",
}


def check_video_parameters_scheduler_type_3_type_1(value: str) -> VideoParametersSchedulerType3Type1:
    if value in VIDEO_PARAMETERS_SCHEDULER_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VIDEO_PARAMETERS_SCHEDULER_TYPE_3_TYPE_1_VALUES!r}")
