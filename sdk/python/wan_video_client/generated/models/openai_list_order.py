from typing import Literal

OpenaiListOrder = Literal["asc", "desc"]

OPENAI_LIST_ORDER_VALUES: set[OpenaiListOrder] = {
    "asc",
    "desc",
}


def check_openai_list_order(value: str) -> OpenaiListOrder:
    if value in OPENAI_LIST_ORDER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPENAI_LIST_ORDER_VALUES!r}")
