"""Contains all the data models used in inputs/outputs"""

from .adjustment import Adjustment
from .create_video_form import CreateVideoForm
from .create_video_json import CreateVideoJson
from .deleted_video import DeletedVideo
from .image_reference import ImageReference
from .manifest import Manifest
from .manifest_easy_cache_type_0 import ManifestEasyCacheType0
from .manifest_files import ManifestFiles
from .manifest_inputs import ManifestInputs
from .manifest_loras_item import ManifestLorasItem
from .manifest_noise import ManifestNoise
from .manifest_video import ManifestVideo
from .model import Model
from .model_defaults import ModelDefaults
from .model_limits import ModelLimits
from .model_list import ModelList
from .openai_content_head_variant import OpenaiContentHeadVariant
from .openai_content_variant import OpenaiContentVariant
from .openai_list_order import OpenaiListOrder
from .ops_livez_response_200 import OpsLivezResponse200
from .ops_openapi_response_200 import OpsOpenapiResponse200
from .problem import Problem
from .problem_error import ProblemError
from .problem_errors_item import ProblemErrorsItem
from .readiness import Readiness
from .readiness_checks import ReadinessChecks
from .video import Video
from .video_error_type_0 import VideoErrorType0
from .video_event import VideoEvent
from .video_event_data import VideoEventData
from .video_list import VideoList
from .video_metadata import VideoMetadata
from .video_parameters import VideoParameters
from .video_parameters_metadata_type_0 import VideoParametersMetadataType0
from .video_timings_type_0 import VideoTimingsType0
from .video_urls_type_0 import VideoUrlsType0

__all__ = (
    "Adjustment",
    "CreateVideoForm",
    "CreateVideoJson",
    "DeletedVideo",
    "ImageReference",
    "Manifest",
    "ManifestEasyCacheType0",
    "ManifestFiles",
    "ManifestInputs",
    "ManifestLorasItem",
    "ManifestNoise",
    "ManifestVideo",
    "Model",
    "ModelDefaults",
    "ModelLimits",
    "ModelList",
    "OpenaiContentHeadVariant",
    "OpenaiContentVariant",
    "OpenaiListOrder",
    "OpsLivezResponse200",
    "OpsOpenapiResponse200",
    "Problem",
    "ProblemError",
    "ProblemErrorsItem",
    "Readiness",
    "ReadinessChecks",
    "Video",
    "VideoErrorType0",
    "VideoEvent",
    "VideoEventData",
    "VideoList",
    "VideoMetadata",
    "VideoParameters",
    "VideoParametersMetadataType0",
    "VideoTimingsType0",
    "VideoUrlsType0",
)
