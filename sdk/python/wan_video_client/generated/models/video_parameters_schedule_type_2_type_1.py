from typing import Literal

VideoParametersScheduleType2Type1 = Literal["A", "B", "E", "L"]

VIDEO_PARAMETERS_SCHEDULE_TYPE_2_TYPE_1_VALUES: set[VideoParametersScheduleType2Type1] = {
    "A",
    "B",
    "E",
    "L",
}


def check_video_parameters_schedule_type_2_type_1(value: str) -> VideoParametersScheduleType2Type1:
    if value in VIDEO_PARAMETERS_SCHEDULE_TYPE_2_TYPE_1_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VIDEO_PARAMETERS_SCHEDULE_TYPE_2_TYPE_1_VALUES!r}")
