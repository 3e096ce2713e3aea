from typing import Literal

OpenaiModelsInclude = Literal["unavailable"]

OPENAI_MODELS_INCLUDE_VALUES: set[OpenaiModelsInclude] = {
    "unavailable",
}


def check_openai_models_include(value: str) -> OpenaiModelsInclude:
    if value in OPENAI_MODELS_INCLUDE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPENAI_MODELS_INCLUDE_VALUES!r}")
