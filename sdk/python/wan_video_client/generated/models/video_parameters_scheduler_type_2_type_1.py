from typing import Literal

VideoParametersSchedulerType2Type1 = Literal[
    "euler", "FlowMatchEulerDiscreteScheduler", "unipc", "UniPCMultistepScheduler"
]

VIDEO_PARAMETERS_SCHEDULER_TYPE_2_TYPE_1_VALUES: set[VideoParametersSchedulerType2Type1] = {
    "euler",
    "FlowMatchEulerDiscreteScheduler",
    "unipc",
    "UniPCMultistepScheduler",
}


def check_video_parameters_scheduler_type_2_type_1(value: str) -> VideoParametersSchedulerType2Type1:
    if value in VIDEO_PARAMETERS_SCHEDULER_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VIDEO_PARAMETERS_SCHEDULER_TYPE_2_TYPE_1_VALUES!r}")
