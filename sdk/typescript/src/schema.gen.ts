// Generated from openapi.yaml by `npm run sdk`; not edited by hand.

export interface paths {
  '/v1/videos': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List videos
     * @description Newest first unless `order` says otherwise. For the next page send the `last_id` of this one as `after`.
     */
    get: operations['openai.list']
    put?: never
    /**
     * Create a video
     * @description Checks the request and its image, stores the task and answers. Nothing is generated before the answer.
     *
     *     A multipart form may carry the image as a file. In a form every value is text: numbers and booleans are
     *     read from it, `metadata[key]` and `input_reference[image_url]` spell nested members, and a structured
     *     field may also be one piece of JSON text. JSON bodies accept numbers as text too.
     *
     *     Unknown fields are ignored and listed in `adjustments`.
     */
    post: operations['openai.create']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/{video_id}': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    /**
     * Retrieve a video
     * @description A failed or cancelled video answers 200 with `status: failed` and its `error`. While the video is not
     *     finished the answer says when to ask again.
     */
    get: operations['openai.get']
    put?: never
    post?: never
    /**
     * Delete a video
     * @description Removes the video, its prompt and its files. One that is not finished is cancelled first.
     */
    delete: operations['openai.remove']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/{video_id}/cancel': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Cancel a video
     * @description A queued video is cancelled at once and answers `status: failed` with the error code `cancelled`. A running
     *     one stops within one denoising step: `cancel_requested_at` is set until it has stopped. Cancelling twice is
     *     the same as once.
     */
    post: operations['openai.cancel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/{video_id}/rerun': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Make a video again
     * @description Queues a new video with the model, parameters, seed and input of this one, whatever became of it. With the
     *     same model files on a device of the same class (see `manifest`) its frames are the same to the bit. Metadata
     *     and `webhook_url` are taken over.
     */
    post: operations['openai.rerun']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/{video_id}/content': {
    parameters: {
      query?: {
        /**
         * @description The mp4, a webp of one frame, a jpg with frames in a grid, or the newest rough webp of what is being made,
         *     which is there while the video runs.
         */
        variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview'
      }
      header?: {
        /**
         * @description One range of bytes; several at once are answered with the whole content.
         * @example bytes=0-1023
         */
        Range?: string
        /** @description ETag that must still hold for `Range` to count. */
        'If-Range'?: string
        /** @description ETags that the client holds. */
        'If-None-Match'?: string
      }
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    /**
     * Download a video
     * @description The bytes, or a redirect to a signed link when the operator has chosen that. Content lives until
     *     `expires_at` of the video. `Accept` is not looked at.
     */
    get: operations['openai.content']
    put?: never
    post?: never
    delete?: never
    options?: never
    /** Size, type and ETag of a video's content */
    head: operations['openai.contentHead']
    patch?: never
    trace?: never
  }
  '/v1/models': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List models
     * @description The models that workers have registered, with their defaults and limits.
     */
    get: operations['openai.models']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/files/{key}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Download by signed link
     * @description Links of the filesystem storage driver. The link itself is the permission; it ends at `expires`.
     */
    get: operations['files.get']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/livez': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Is the process alive */
    get: operations['ops.livez']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/readyz': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Can the service do its work
     * @description Ready means that the database, its migrations and the storage are there, and the process is not stopping. `workers` is told but not counted, because requests are accepted and wait without one.
     */
    get: operations['ops.readyz']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/metrics': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Prometheus metrics
     * @description For the bearer token in METRICS_TOKEN; without that setting for loopback only.
     */
    get: operations['ops.metrics']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/openapi.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** This document */
    get: operations['ops.openapi']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/docs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Interactive documentation */
    get: operations['ops.docs']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/docs/{file}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** Scripts and styles of the documentation page */
    get: operations['ops.docsFile']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export interface webhooks {
  'video.completed': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A video is completed */
    post: operations['webhook.completed']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  'video.failed': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A video has failed */
    post: operations['webhook.failed']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  'video.cancelled': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** A video is cancelled */
    post: operations['webhook.cancelled']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export interface components {
  schemas: {
    VideoParameters: {
      /** @description What happens in the video. */
      prompt: string
      /** @description What to keep out of it. Without it the model's own is used; an empty text means none. */
      negative_prompt?: string | null
      /**
       * @description Id or alias of a model; the first registered one without it. OpenAI's model names stand for that one too.
       * @example wan2.1-i2v-tiny
       */
      model?: string | null
      /**
       * @description `WIDTHxHEIGHT`, or `auto` for the model's area in the image's proportions. Without it the model's default
       *     counts. Sides are multiples of the model's size multiple.
       * @example auto
       * @example 832x480
       */
      size?: string | null
      /**
       * @description Duration. `num_frames` says the same more exactly and wins over it.
       * @example 4
       */
      seconds?: string | number | null
      /**
       * @description Frames to generate. Wan makes 4n + 1 of them; other numbers are rounded and listed in `adjustments`.
       * @example 81
       */
      num_frames?: number | null
      /** @description Frames per second of the mp4; the model's own rate without it. */
      fps?: number | null
      /** @description Denoising steps. */
      num_inference_steps?: number | null
      /** @description How strongly the prompt guides; 1 and below turn guidance off. */
      guidance_scale?: number | null
      /** @description The same for the second transformer, of models that have one. */
      guidance_scale_2?: number | null
      /** @description Shift of the flow-matching schedule towards noise. */
      flow_shift?: number | null
      /**
       * @description EasyCache: skip steps whose velocity is estimated to change little, which saves about half the time of long
       *     runs and changes the video slightly. `true` stands for the threshold 0.05; larger ones skip more. Off
       *     without it, and in runs of up to 8 steps.
       */
      easy_cache?: boolean | number | null
      /** @description Start of the random numbers. A video always shows the seed that was used. */
      seed?: number | null
      /**
       * @description Address that is told when the video has ended; http or https, without credentials.
       * @example https://app.example.com/hooks/videos
       */
      webhook_url?: string | null
      /** @description Up to 16 pairs of text that come back with the video. */
      metadata?: {
        [key: string]: string
      } | null
    }
    /** @description Exactly one of the two members. */
    ImageReference: {
      /**
       * @description http or https URL, or a base64 data URL. JPEG, PNG or WebP, at most 10 MB and 16.8 megapixels, each side at
       *     least 64 pixels. Redirects are not followed, and private addresses are refused.
       */
      image_url?: string
      /** @description Not supported yet; answers `unsupported_parameter`. */
      file_id?: string
    }
    CreateVideoJson: components['schemas']['VideoParameters'] & {
      /** @description The first frame; required by image-to-video models. A text is read as `image_url`, or as JSON. */
      input_reference?: components['schemas']['ImageReference'] | string | null
    }
    CreateVideoForm: components['schemas']['VideoParameters'] & {
      /** @description The first frame as a file (JPEG, PNG or WebP, at most 10 MB), or as in JSON bodies. */
      input_reference?: Blob | components['schemas']['ImageReference']
    }
    Video: {
      id: string
      /** @constant */
      object: 'video'
      model: string
      /**
       * @description A cancelled video is `failed` with the error code `cancelled`.
       * @enum {string}
       */
      status: 'queued' | 'in_progress' | 'completed' | 'failed'
      /** @description Percent. */
      progress: number
      created_at: components['schemas']['UnixTime']
      /** @description When the video was completed. */
      completed_at: components['schemas']['UnixTime'] | null
      /** @description When its content goes. */
      expires_at: components['schemas']['UnixTime'] | null
      prompt: string | null
      /** @description WIDTHxHEIGHT in use. */
      size: string
      /** @description Duration as the number of frame intervals: (num_frames − 1) / fps. */
      seconds: string
      remixed_from_video_id: string | null
      error: {
        code: components['schemas']['ErrorCode']
        message: string
      } | null
      negative_prompt: string
      num_frames: number
      fps: number
      num_inference_steps: number
      guidance_scale: number
      guidance_scale_2: number | null
      flow_shift: number
      /** @description Threshold in use; null when every step is computed. */
      easy_cache: number | null
      /** @description The seed in use; a random one when none was given. */
      seed: number
      /** @description What a running video is at. */
      phase:
        ('load' | 'encode_prompt' | 'encode_image' | 'denoise' | 'decode' | 'encode_video' | 'upload') | null
      /** @description Denoising steps done. */
      step: number
      /** @description Denoising steps in all. */
      steps: number
      /** @description 1 is the next to start; null when not queued. */
      queue_position: number | null
      /** @description Estimate until finished; null when there is no measurement yet. */
      eta_seconds: number | null
      /** @description Runs that were charged to it. */
      attempts: number
      /** @description When the current or last run began. */
      started_at: components['schemas']['UnixTime'] | null
      /** @description Set while a running video is asked to stop. */
      cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description Seconds per phase of the finished run. */
      timings: {
        [key: string]: number
      } | null
      /** @description Every value that was changed or ignored, and why. */
      adjustments: components['schemas']['Adjustment'][]
      metadata: {
        [key: string]: string
      }
      webhook_url: string | null
      /** @description Id of the video that this one repeats. */
      rerun_of: string | null
      /** @description Everything that decided a completed video. */
      manifest: components['schemas']['Manifest'] | null
      /**
       * Format: uri
       * @description Newest rough picture of the current or last run; needs the same credentials. Null as long as there is none.
       */
      preview_url: string | null
      /** @description Where the content lies; they need the same credentials. Null before completion and after expiry. */
      urls: {
        /** Format: uri */
        video: string
        /** Format: uri */
        thumbnail: string
        /** Format: uri */
        spritesheet: string
      } | null
    }
    /** @description Everything that decided the video. The same again on a device of the same class gives the same frames to the bit. */
    Manifest: {
      model: string
      /** @description Every file of the model folder that was read, by its path, LoRA files included. */
      files: {
        [key: string]: components['schemas']['Sha256']
      }
      loras: {
        file: string
        /** @enum {string} */
        expert: 'transformer' | 'transformer_2'
        strength: number
      }[]
      /** @description Version of what turns model configurations into graphs. */
      graph_builder: string
      onnx_runtime: string
      /** @enum {string} */
      provider: 'cpu' | 'cuda'
      /** @description Of the transformer's arithmetic. */
      dtype: string
      device_class: string
      scheduler: string
      schedule: string
      steps: number
      flow_shift: number
      guidance_scale: number
      guidance_scale_2: number | null
      /** @description Share of the noise below which the second transformer takes over. */
      boundary: number | null
      seed: number
      noise: {
        /** @description What turns the seed into noise; `torch-cpu` is torch.randn on the CPU. */
        generator: string
        version: number
      }
      size: string
      num_frames: number
      fps: number
      /** @description With the end token. */
      prompt_tokens: number
      /** @description Whether the prompt was cut to the 512 tokens that fit. */
      prompt_truncated: boolean
      /** @description SHA-256 of the prepared pictures. */
      inputs: {
        first_frame: components['schemas']['Sha256'] | null
        last_frame: components['schemas']['Sha256'] | null
      }
      easy_cache: {
        threshold: number
        skipped_steps: number
      } | null
      /** @description Step after which the last attempt began, by a checkpoint of an earlier one. */
      resumed_from_step: number | null
      video: {
        sha256: components['schemas']['Sha256']
      }
    }
    Sha256: string
    Adjustment: {
      field: string
      /** @description The value that came. */
      requested: unknown
      /** @description The value that counts; null when the field was ignored. */
      used: unknown
      reason: string
    }
    VideoList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['Video'][]
      first_id: string | null
      last_id: string | null
      has_more: boolean
    }
    DeletedVideo: {
      id: string
      /** @constant */
      object: 'video.deleted'
      /** @constant */
      deleted: true
    }
    ModelList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['Model'][]
    }
    Model: {
      id: string
      /** @constant */
      object: 'model'
      created: components['schemas']['UnixTime']
      owned_by: string
      title: string
      /**
       * @description From text; from an image; from a first and a last frame; from text with or without an image.
       * @enum {string}
       */
      task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
      aliases: string[]
      fps: number
      defaults: {
        size: string
        num_frames: number
        num_inference_steps: number
        guidance_scale: number
        /** @description Null for models with one transformer. */
        guidance_scale_2: number | null
        flow_shift: number
        negative_prompt: string
      }
      limits: {
        min_side: number
        max_pixels: number
        /** @description Area that the size `auto` aims at. */
        auto_area: number
        size_multiple: number
        min_frames: number
        max_frames: number
        min_steps: number
        max_steps: number
      }
      /**
       * @description Whether larger requests are shrunk and listed in `adjustments`, or refused with 400.
       * @enum {string}
       */
      oversize: 'shrink' | 'refuse'
    }
    VideoEvent: {
      /** @description The same as `webhook-id`. */
      id: string
      /** @constant */
      object: 'event'
      created_at: components['schemas']['UnixTime']
      /** @enum {string} */
      type: 'video.completed' | 'video.failed' | 'video.cancelled'
      data: {
        /** @description Id of the video. */
        id: string
      }
    }
    Readiness: {
      /** @enum {string} */
      status: 'ready' | 'not_ready'
      /** @description `ok`, or what is wrong. */
      checks: {
        process: string
        database: string
        migrations: string
        storage: string
        workers: string
      }
    }
    /** @description RFC 9457, with the member `error` that OpenAI's clients read. */
    Problem: {
      /**
       * Format: uri
       * @description Ends in the code.
       */
      type: string
      title: string
      status: number
      detail: string
      code: components['schemas']['ErrorCode']
      request_id: string
      /** @description The fields that are wrong. */
      errors: {
        /** @description JSON pointer into the body, or `/query/…`, `/path/…`, `/header/…`. */
        pointer: string
        message: string
      }[]
      error: {
        message: string
        /** @enum {string} */
        type:
          | 'invalid_request_error'
          | 'authentication_error'
          | 'permission_error'
          | 'not_found_error'
          | 'rate_limit_error'
          | 'server_error'
        param: string | null
        code: components['schemas']['ErrorCode']
      }
    }
    /** @enum {string} */
    ErrorCode:
      | 'invalid_request'
      | 'invalid_size'
      | 'invalid_frame_count'
      | 'prompt_too_long'
      | 'unsupported_parameter'
      | 'model_not_found'
      | 'input_reference_required'
      | 'input_reference_invalid'
      | 'input_reference_too_large'
      | 'input_reference_unreachable'
      | 'input_reference_forbidden_host'
      | 'webhook_url_invalid'
      | 'idempotency_key_invalid'
      | 'invalid_credentials'
      | 'insufficient_scope'
      | 'link_invalid'
      | 'not_found'
      | 'video_not_found'
      | 'method_not_allowed'
      | 'not_ready'
      | 'not_cancellable'
      | 'video_failed'
      | 'video_expired'
      | 'request_too_large'
      | 'unsupported_media_type'
      | 'range_not_satisfiable'
      | 'idempotency_key_reused'
      | 'internal_error'
      | 'service_unavailable'
      | 'cancelled'
      | 'deadline_exceeded'
      | 'out_of_memory'
      | 'worker_lost'
      | 'engine_crashed'
      | 'engine_stalled'
      | 'model_unavailable'
      | 'encode_failed'
      | 'storage_failed'
      | 'invalid_input'
    /** @description Seconds since 1970. */
    UnixTime: number
    /** Format: binary */
    Bytes: Blob
  }
  responses: {
    /** @description The request is not valid; `code` says why and `errors` names the fields. */
    BadRequest: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Valid credentials are required (`invalid_credentials`). */
    Unauthorized: {
      headers: {
        'WWW-Authenticate'?: string
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The credentials lack a scope (`insufficient_scope`). */
    Forbidden: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The link was changed, or has ended (`link_invalid`). */
    LinkInvalid: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description There is nothing at this address (`not_found`). */
    NotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video does not exist, or is another tenant's (`video_not_found`). */
    VideoNotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video has already completed or failed (`not_cancellable`). */
    NotCancellable: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video is not finished (`not_ready`), or failed (`video_failed`). */
    NoContentYet: {
      headers: {
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The content has expired; the video itself stays readable (`video_expired`). */
    Expired: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The input of the video has expired (`video_expired`). */
    InputExpired: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The body is larger than this operation accepts (`request_too_large`). */
    TooLarge: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Bodies are JSON or multipart forms, without content encoding (`unsupported_media_type`). */
    UnsupportedMediaType: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The range lies outside the content (`range_not_satisfiable`). */
    RangeNotSatisfiable: {
      headers: {
        /** @example bytes *\/48211 */
        'Content-Range'?: string
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The Idempotency-Key stands for another request (`idempotency_key_reused`). */
    KeyReused: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Something went wrong on our side (`internal_error`). */
    InternalError: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The service is temporarily unavailable (`service_unavailable`). */
    Unavailable: {
      headers: {
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
  }
  parameters: {
    /**
     * @description Id of the video.
     * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
     */
    VideoId: string
    /**
     * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
     *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
     * @example 4f6c2f0e-order-A-1017
     */
    IdempotencyKey: string
    /** @description Id of the event; the same on every attempt. */
    WebhookId: string
    /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
    WebhookTimestamp: string
    /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
    WebhookSignature: string
  }
  requestBodies: never
  headers: {
    /** @description Name it when you report a problem. */
    RequestId: string
    /** @description Seconds after which to ask again. */
    RetryAfter: number
    /** @description Milliseconds after which to poll again; a whole number from 1000 to 20000. */
    PollAfter: number
    /** @description Whether the same request may succeed later. */
    ShouldRetry: 'true' | 'false'
    /** @description SHA-256 of the content. */
    ContentETag: string
  }
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  'openai.list': {
    parameters: {
      query?: {
        /** @description Videos on one page. */
        limit?: number
        /** @description By time of creation. */
        order?: 'asc' | 'desc'
        /**
         * @description Id of the last video of the previous page.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        after?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description One page. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VideoList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.create': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateVideoJson']
        'multipart/form-data': components['schemas']['CreateVideoForm']
      }
    }
    responses: {
      /** @description The video is queued. */
      202: {
        headers: {
          /** @description Address of the video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      422: components['responses']['KeyReused']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.get': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The video. */
      200: {
        headers: {
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.remove': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The video is gone. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeletedVideo']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.cancel': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The video as it is now. */
      200: {
        headers: {
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      409: components['responses']['NotCancellable']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.rerun': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The new video is queued. */
      202: {
        headers: {
          /** @description Address of the new video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      410: components['responses']['InputExpired']
      422: components['responses']['KeyReused']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.content': {
    parameters: {
      query?: {
        /**
         * @description The mp4, a webp of one frame, a jpg with frames in a grid, or the newest rough webp of what is being made,
         *     which is there while the video runs.
         */
        variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview'
      }
      header?: {
        /**
         * @description One range of bytes; several at once are answered with the whole content.
         * @example bytes=0-1023
         */
        Range?: string
        /** @description ETag that must still hold for `Range` to count. */
        'If-Range'?: string
        /** @description ETags that the client holds. */
        'If-None-Match'?: string
      }
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The whole content. */
      200: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          'Content-Disposition'?: string
          'Content-Length'?: number
          ETag: components['headers']['ContentETag']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
          'image/webp': components['schemas']['Bytes']
          'image/jpeg': components['schemas']['Bytes']
        }
      }
      /** @description The range that was asked for. */
      206: {
        headers: {
          /** @example bytes 0-1023/48211 */
          'Content-Range'?: string
          'Content-Length'?: number
          ETag: components['headers']['ContentETag']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
          'image/webp': components['schemas']['Bytes']
          'image/jpeg': components['schemas']['Bytes']
        }
      }
      /** @description The content lies at a signed link. */
      302: {
        headers: {
          Location?: string
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The client's copy is current. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      409: components['responses']['NoContentYet']
      410: components['responses']['Expired']
      416: components['responses']['RangeNotSatisfiable']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.contentHead': {
    parameters: {
      query?: {
        /**
         * @description The mp4, a webp of one frame, a jpg with frames in a grid, or the newest rough webp of what is being made,
         *     which is there while the video runs.
         */
        variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview'
      }
      header?: {
        /**
         * @description One range of bytes; several at once are answered with the whole content.
         * @example bytes=0-1023
         */
        Range?: string
        /** @description ETag that must still hold for `Range` to count. */
        'If-Range'?: string
        /** @description ETags that the client holds. */
        'If-None-Match'?: string
      }
      path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id: components['parameters']['VideoId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The headers of the whole content. */
      200: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          'Content-Length'?: number
          ETag: components['headers']['ContentETag']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The headers of the range that was asked for. */
      206: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The content lies at a signed link. */
      302: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The client's copy is current. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      400: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Valid credentials are required. */
      401: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The credentials lack a scope. */
      403: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The video does not exist. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The video is not finished, or has no content because it failed. */
      409: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The content has expired. */
      410: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The range lies outside the content. */
      416: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Something went wrong on our side. */
      500: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The service is temporarily unavailable. */
      503: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  'openai.models': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All models. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ModelList']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'files.get': {
    parameters: {
      query?: {
        /** @description Unix time at which the link ends. */
        expires?: string
        /** @description Content type of the answer, when it is not the stored one. */
        type?: string
        /** @description Name under which the file is saved. */
        name?: string
        /** @description Signature over all the rest. */
        signature?: string
      }
      header?: never
      path: {
        /** @description Key of the stored file, slashes included. */
        key: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The bytes. */
      200: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          ETag: components['headers']['ContentETag']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
          'image/webp': components['schemas']['Bytes']
          'image/jpeg': components['schemas']['Bytes']
          'image/png': components['schemas']['Bytes']
        }
      }
      /** @description The range that was asked for. */
      206: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
          'image/webp': components['schemas']['Bytes']
          'image/jpeg': components['schemas']['Bytes']
          'image/png': components['schemas']['Bytes']
        }
      }
      /** @description The client's copy is current. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      403: components['responses']['LinkInvalid']
      404: components['responses']['NotFound']
      416: components['responses']['RangeNotSatisfiable']
      500: components['responses']['InternalError']
    }
  }
  'ops.livez': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description It is. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': {
            /** @constant */
            status: 'ok'
          }
        }
      }
      500: components['responses']['InternalError']
    }
  }
  'ops.readyz': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Ready. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          /**
           * @example {
           *       "status": "ready",
           *       "checks": {
           *         "process": "ok",
           *         "database": "ok",
           *         "migrations": "ok",
           *         "storage": "ok",
           *         "workers": "ok"
           *       }
           *     }
           */
          'application/json': components['schemas']['Readiness']
        }
      }
      /** @description Not ready; the checks say why. */
      503: {
        headers: {
          'Retry-After': components['headers']['RetryAfter']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Readiness']
        }
      }
    }
  }
  'ops.metrics': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Text in Prometheus format. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/plain': string
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      500: components['responses']['InternalError']
    }
  }
  'ops.openapi': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description OpenAPI 3.1. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': Record<string, never>
        }
      }
      500: components['responses']['InternalError']
    }
  }
  'ops.docs': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description A page that loads nothing from elsewhere. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      500: components['responses']['InternalError']
    }
  }
  'ops.docsFile': {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @example swagger-ui.css */
        file: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The file. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/css': string
          'text/javascript': string
          'image/png': components['schemas']['Bytes']
        }
      }
      /** @description The client's copy is current. */
      304: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      404: components['responses']['NotFound']
      500: components['responses']['InternalError']
    }
  }
  'webhook.completed': {
    parameters: {
      query?: never
      header: {
        /** @description Id of the event; the same on every attempt. */
        'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
        'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
        'webhook-signature': components['parameters']['WebhookSignature']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['VideoEvent']
      }
    }
    responses: {
      /** @description The delivery is accepted. */
      '2XX': {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The delivery is tried again later. */
      '4XX': {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  'webhook.failed': {
    parameters: {
      query?: never
      header: {
        /** @description Id of the event; the same on every attempt. */
        'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
        'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
        'webhook-signature': components['parameters']['WebhookSignature']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['VideoEvent']
      }
    }
    responses: {
      /** @description The delivery is accepted. */
      '2XX': {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The delivery is tried again later. */
      '4XX': {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  'webhook.cancelled': {
    parameters: {
      query?: never
      header: {
        /** @description Id of the event; the same on every attempt. */
        'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
        'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
        'webhook-signature': components['parameters']['WebhookSignature']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['VideoEvent']
      }
    }
    responses: {
      /** @description The delivery is accepted. */
      '2XX': {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The delivery is tried again later. */
      '4XX': {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
}
