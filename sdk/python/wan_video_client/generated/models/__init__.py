"""Contains all the data models used in inputs/outputs"""

from .adjustment import Adjustment
from .api_key import ApiKey
from .api_key_list import ApiKeyList
from .attempt import Attempt
from .attempt_error_type_0 import AttemptErrorType0
from .attempt_list import AttemptList
from .batch_event import BatchEvent
from .batch_event_data import BatchEventData
from .batch_item import BatchItem
from .batch_item_error_type_0 import BatchItemErrorType0
from .caller import Caller
from .caller_tenant import CallerTenant
from .comfy_description import ComfyDescription
from .comfy_description_endpoints import ComfyDescriptionEndpoints
from .comfy_finished import ComfyFinished
from .comfy_generate import ComfyGenerate
from .comfy_health import ComfyHealth
from .comfy_numbers import ComfyNumbers
from .comfy_status import ComfyStatus
from .comfy_submitted import ComfySubmitted
from .comfy_unfinished import ComfyUnfinished
from .comfy_upload import ComfyUpload
from .comfy_upload_sync import ComfyUploadSync
from .comfy_video import ComfyVideo
from .create_api_key import CreateApiKey
from .create_api_key_scopes_item import CreateApiKeyScopesItem
from .create_batch import CreateBatch
from .create_batch_items_item_type_1 import CreateBatchItemsItemType1
from .create_batch_metadata_type_0 import CreateBatchMetadataType0
from .create_file import CreateFile
from .create_file_expires_after_type_0 import CreateFileExpiresAfterType0
from .create_file_expires_after_type_0_anchor import CreateFileExpiresAfterType0Anchor
from .create_sign_in_link import CreateSignInLink
from .create_tenant import CreateTenant
from .create_video_form import CreateVideoForm
from .create_video_json import CreateVideoJson
from .create_webhook_endpoint import CreateWebhookEndpoint
from .created_api_key import CreatedApiKey
from .created_tenant import CreatedTenant
from .created_tenant_effective import CreatedTenantEffective
from .created_tenant_usage_today import CreatedTenantUsageToday
from .deleted_file import DeletedFile
from .deleted_tenant import DeletedTenant
from .deleted_video import DeletedVideo
from .deleted_webhook_endpoint import DeletedWebhookEndpoint
from .event import Event
from .event_data import EventData
from .event_list import EventList
from .extend_video import ExtendVideo
from .extend_video_video_type_0 import ExtendVideoVideoType0
from .file import File
from .file_list import FileList
from .file_purpose import FilePurpose
from .files_list_order import FilesListOrder
from .i2_vgen_generate import I2VgenGenerate
from .i2_vgen_generated import I2VgenGenerated
from .image_reference import ImageReference
from .image_reference_frame import ImageReferenceFrame
from .legacy_error import LegacyError
from .legacy_invalid import LegacyInvalid
from .legacy_invalid_detail_type_0_item import LegacyInvalidDetailType0Item
from .legacy_invalid_detail_type_0_item_ctx import LegacyInvalidDetailType0ItemCtx
from .manifest import Manifest
from .manifest_easy_cache_type_0 import ManifestEasyCacheType0
from .manifest_files import ManifestFiles
from .manifest_inputs import ManifestInputs
from .manifest_loras_item import ManifestLorasItem
from .manifest_noise_type_0 import ManifestNoiseType0
from .manifest_vae_tiles_type_0 import ManifestVaeTilesType0
from .manifest_video import ManifestVideo
from .media_session import MediaSession
from .model import Model
from .model_capabilities import ModelCapabilities
from .model_capabilities_defaults import ModelCapabilitiesDefaults
from .model_capabilities_fitting_sizes_item import ModelCapabilitiesFittingSizesItem
from .model_capabilities_frames import ModelCapabilitiesFrames
from .model_capabilities_input_schema import ModelCapabilitiesInputSchema
from .model_capabilities_inputs import ModelCapabilitiesInputs
from .model_capabilities_limits import ModelCapabilitiesLimits
from .model_capabilities_loras_item import ModelCapabilitiesLorasItem
from .model_capabilities_samplers_item import ModelCapabilitiesSamplersItem
from .model_capabilities_speeds_item import ModelCapabilitiesSpeedsItem
from .model_capabilities_untiled_sizes_item import ModelCapabilitiesUntiledSizesItem
from .model_defaults import ModelDefaults
from .model_fitting_sizes_item import ModelFittingSizesItem
from .model_inputs import ModelInputs
from .model_limits import ModelLimits
from .model_list import ModelList
from .model_list_unavailable_item import ModelListUnavailableItem
from .model_samplers_item import ModelSamplersItem
from .model_untiled_sizes_item import ModelUntiledSizesItem
from .openai_content_head_variant import OpenaiContentHeadVariant
from .openai_content_variant import OpenaiContentVariant
from .openai_list_metadata import OpenaiListMetadata
from .openai_list_order import OpenaiListOrder
from .openai_list_status import OpenaiListStatus
from .openai_models_include import OpenaiModelsInclude
from .operations import Operations
from .operations_jobs_item import OperationsJobsItem
from .operations_queue_item import OperationsQueueItem
from .operations_running_item import OperationsRunningItem
from .operations_workers_item import OperationsWorkersItem
from .operations_workers_item_engines_item import OperationsWorkersItemEnginesItem
from .ops_docs_file_response_200 import OpsDocsFileResponse200
from .ops_livez_response_200 import OpsLivezResponse200
from .ops_openapi_response_200 import OpsOpenapiResponse200
from .problem import Problem
from .problem_error import ProblemError
from .problem_errors_item import ProblemErrorsItem
from .readiness import Readiness
from .readiness_checks import ReadinessChecks
from .recover_webhook_events import RecoverWebhookEvents
from .remix_video import RemixVideo
from .rerun_video import RerunVideo
from .resend_webhook_event import ResendWebhookEvent
from .rotate_webhook_secret import RotateWebhookSecret
from .scopes_item import ScopesItem
from .sign_api_key import SignApiKey
from .sign_in import SignIn
from .sign_in_link import SignInLink
from .sign_in_methods import SignInMethods
from .sign_in_methods_oidc_type_0 import SignInMethodsOidcType0
from .signature_algorithm import SignatureAlgorithm
from .signed_api_key import SignedApiKey
from .signed_in import SignedIn
from .statistics import Statistics
from .statistics_models_item import StatisticsModelsItem
from .statistics_series_item import StatisticsSeriesItem
from .statistics_storage import StatisticsStorage
from .statistics_webhooks import StatisticsWebhooks
from .t2v_generate import T2VGenerate
from .t2v_status import T2VStatus
from .t2v_submitted import T2VSubmitted
from .tenant import Tenant
from .tenant_effective import TenantEffective
from .tenant_list import TenantList
from .tenant_usage_today import TenantUsageToday
from .test_webhook_endpoint import TestWebhookEndpoint
from .tile_grid import TileGrid
from .update_tenant import UpdateTenant
from .update_webhook_endpoint import UpdateWebhookEndpoint
from .upstream import Upstream
from .upstream_parameters import UpstreamParameters
from .usage import Usage
from .usage_days_item import UsageDaysItem
from .used_lora import UsedLora
from .video import Video
from .video_batch import VideoBatch
from .video_batch_counts import VideoBatchCounts
from .video_batch_metadata import VideoBatchMetadata
from .video_error_type_0 import VideoErrorType0
from .video_estimate import VideoEstimate
from .video_estimate_memory_type_0 import VideoEstimateMemoryType0
from .video_event import VideoEvent
from .video_event_data import VideoEventData
from .video_list import VideoList
from .video_metadata import VideoMetadata
from .video_parameters import VideoParameters
from .video_parameters_loras_type_0_item import VideoParametersLorasType0Item
from .video_parameters_metadata_type_0 import VideoParametersMetadataType0
from .video_parameters_schedule_type_1 import VideoParametersScheduleType1
from .video_parameters_schedule_type_2_type_1 import VideoParametersScheduleType2Type1
from .video_parameters_schedule_type_3_type_1 import VideoParametersScheduleType3Type1
from .video_parameters_scheduler_type_1 import VideoParametersSchedulerType1
from .video_parameters_scheduler_type_2_type_1 import VideoParametersSchedulerType2Type1
from .video_parameters_scheduler_type_3_type_1 import VideoParametersSchedulerType3Type1
from .video_progress import VideoProgress
from .video_progress_data import VideoProgressData
from .video_timings_type_0 import VideoTimingsType0
from .video_urls_type_0 import VideoUrlsType0
from .wan_21_cancel import Wan21Cancel
from .wan_21_cancelled import Wan21Cancelled
from .wan_21_error import Wan21Error
from .wan_21_id import Wan21Id
from .wan_21_reason import Wan21Reason
from .wan_21_status import Wan21Status
from .wan_21_status_results_type_0 import Wan21StatusResultsType0
from .wan_21_status_results_type_0_timings import Wan21StatusResultsType0Timings
from .wan_21_status_results_type_0_videos_item import Wan21StatusResultsType0VideosItem
from .wan_21_submit import Wan21Submit
from .wan_21_submit_image_size import Wan21SubmitImageSize
from .wan_21_submitted import Wan21Submitted
from .webhook_attempt import WebhookAttempt
from .webhook_attempt_list import WebhookAttemptList
from .webhook_endpoint import WebhookEndpoint
from .webhook_endpoint_headers import WebhookEndpointHeaders
from .webhook_endpoint_list import WebhookEndpointList
from .webhook_endpoint_with_secret import WebhookEndpointWithSecret
from .webhook_endpoint_with_secret_headers import WebhookEndpointWithSecretHeaders
from .webhook_event_type import WebhookEventType
from .webhook_event_type_list import WebhookEventTypeList
from .webhook_headers import WebhookHeaders
from .webhook_key_set import WebhookKeySet
from .webhook_key_set_keys_item import WebhookKeySetKeysItem
from .webhook_recovery import WebhookRecovery
from .webhook_resend import WebhookResend
from .webhook_secret import WebhookSecret
from .webhook_test import WebhookTest

__all__ = (
    "Adjustment",
    "ApiKey",
    "ApiKeyList",
    "Attempt",
    "AttemptErrorType0",
    "AttemptList",
    "BatchEvent",
    "BatchEventData",
    "BatchItem",
    "BatchItemErrorType0",
    "Caller",
    "CallerTenant",
    "ComfyDescription",
    "ComfyDescriptionEndpoints",
    "ComfyFinished",
    "ComfyGenerate",
    "ComfyHealth",
    "ComfyNumbers",
    "ComfyStatus",
    "ComfySubmitted",
    "ComfyUnfinished",
    "ComfyUpload",
    "ComfyUploadSync",
    "ComfyVideo",
    "CreateApiKey",
    "CreateApiKeyScopesItem",
    "CreateBatch",
    "CreateBatchItemsItemType1",
    "CreateBatchMetadataType0",
    "CreatedApiKey",
    "CreatedTenant",
    "CreatedTenantEffective",
    "CreatedTenantUsageToday",
    "CreateFile",
    "CreateFileExpiresAfterType0",
    "CreateFileExpiresAfterType0Anchor",
    "CreateSignInLink",
    "CreateTenant",
    "CreateVideoForm",
    "CreateVideoJson",
    "CreateWebhookEndpoint",
    "DeletedFile",
    "DeletedTenant",
    "DeletedVideo",
    "DeletedWebhookEndpoint",
    "Event",
    "EventData",
    "EventList",
    "ExtendVideo",
    "ExtendVideoVideoType0",
    "File",
    "FileList",
    "FilePurpose",
    "FilesListOrder",
    "I2VgenGenerate",
    "I2VgenGenerated",
    "ImageReference",
    "ImageReferenceFrame",
    "LegacyError",
    "LegacyInvalid",
    "LegacyInvalidDetailType0Item",
    "LegacyInvalidDetailType0ItemCtx",
    "Manifest",
    "ManifestEasyCacheType0",
    "ManifestFiles",
    "ManifestInputs",
    "ManifestLorasItem",
    "ManifestNoiseType0",
    "ManifestVaeTilesType0",
    "ManifestVideo",
    "MediaSession",
    "Model",
    "ModelCapabilities",
    "ModelCapabilitiesDefaults",
    "ModelCapabilitiesFittingSizesItem",
    "ModelCapabilitiesFrames",
    "ModelCapabilitiesInputs",
    "ModelCapabilitiesInputSchema",
    "ModelCapabilitiesLimits",
    "ModelCapabilitiesLorasItem",
    "ModelCapabilitiesSamplersItem",
    "ModelCapabilitiesSpeedsItem",
    "ModelCapabilitiesUntiledSizesItem",
    "ModelDefaults",
    "ModelFittingSizesItem",
    "ModelInputs",
    "ModelLimits",
    "ModelList",
    "ModelListUnavailableItem",
    "ModelSamplersItem",
    "ModelUntiledSizesItem",
    "OpenaiContentHeadVariant",
    "OpenaiContentVariant",
    "OpenaiListMetadata",
    "OpenaiListOrder",
    "OpenaiListStatus",
    "OpenaiModelsInclude",
    "Operations",
    "OperationsJobsItem",
    "OperationsQueueItem",
    "OperationsRunningItem",
    "OperationsWorkersItem",
    "OperationsWorkersItemEnginesItem",
    "OpsDocsFileResponse200",
    "OpsLivezResponse200",
    "OpsOpenapiResponse200",
    "Problem",
    "ProblemError",
    "ProblemErrorsItem",
    "Readiness",
    "ReadinessChecks",
    "RecoverWebhookEvents",
    "RemixVideo",
    "RerunVideo",
    "ResendWebhookEvent",
    "RotateWebhookSecret",
    "ScopesItem",
    "SignApiKey",
    "SignatureAlgorithm",
    "SignedApiKey",
    "SignedIn",
    "SignIn",
    "SignInLink",
    "SignInMethods",
    "SignInMethodsOidcType0",
    "Statistics",
    "StatisticsModelsItem",
    "StatisticsSeriesItem",
    "StatisticsStorage",
    "StatisticsWebhooks",
    "T2VGenerate",
    "T2VStatus",
    "T2VSubmitted",
    "Tenant",
    "TenantEffective",
    "TenantList",
    "TenantUsageToday",
    "TestWebhookEndpoint",
    "TileGrid",
    "UpdateTenant",
    "UpdateWebhookEndpoint",
    "Upstream",
    "UpstreamParameters",
    "Usage",
    "UsageDaysItem",
    "UsedLora",
    "Video",
    "VideoBatch",
    "VideoBatchCounts",
    "VideoBatchMetadata",
    "VideoErrorType0",
    "VideoEstimate",
    "VideoEstimateMemoryType0",
    "VideoEvent",
    "VideoEventData",
    "VideoList",
    "VideoMetadata",
    "VideoParameters",
    "VideoParametersLorasType0Item",
    "VideoParametersMetadataType0",
    "VideoParametersSchedulerType1",
    "VideoParametersSchedulerType2Type1",
    "VideoParametersSchedulerType3Type1",
    "VideoParametersScheduleType1",
    "VideoParametersScheduleType2Type1",
    "VideoParametersScheduleType3Type1",
    "VideoProgress",
    "VideoProgressData",
    "VideoTimingsType0",
    "VideoUrlsType0",
    "Wan21Cancel",
    "Wan21Cancelled",
    "Wan21Error",
    "Wan21Id",
    "Wan21Reason",
    "Wan21Status",
    "Wan21StatusResultsType0",
    "Wan21StatusResultsType0Timings",
    "Wan21StatusResultsType0VideosItem",
    "Wan21Submit",
    "Wan21SubmitImageSize",
    "Wan21Submitted",
    "WebhookAttempt",
    "WebhookAttemptList",
    "WebhookEndpoint",
    "WebhookEndpointHeaders",
    "WebhookEndpointList",
    "WebhookEndpointWithSecret",
    "WebhookEndpointWithSecretHeaders",
    "WebhookEventType",
    "WebhookEventTypeList",
    "WebhookHeaders",
    "WebhookKeySet",
    "WebhookKeySetKeysItem",
    "WebhookRecovery",
    "WebhookResend",
    "WebhookSecret",
    "WebhookTest",
)
