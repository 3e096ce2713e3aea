from typing import Literal

VideoParametersScheduleType3Type1 = Literal["A", "B", "E", "L"]

VIDEO_PARAMETERS_SCHEDULE_TYPE_3_TYPE_1_VALUES: set[VideoParametersScheduleType3Type1] = {
    "A",
    "B",
    "E",
    "L",
}


def check_video_parameters_schedule_type_3_type_1(value: str) -> VideoParametersScheduleType3Type1:
    if value in VIDEO_PARAMETERS_SCHEDULE_TYPE_3_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VIDEO_PARAMETERS_SCHEDULE_TYPE_3_TYPE_1_VALUES!r}")
