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
     * @description Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
     *     `after`, with the same filters. Only videos that match all filters are listed.
     */
    get: operations['openai.list']
    put?: never
    /**
     * Create a video
     * @description Checks the request and its images, stores the task and answers. Nothing is generated before
     *     the answer.
     *
     *     A multipart form may carry the images as files. Every value of a form is text: numbers and
     *     booleans are parsed from it, `metadata[key]` and `input_reference[image_url]` address nested
     *     members, and a structured field may also be a single JSON text. JSON bodies accept numbers
     *     as text, too.
     *
     *     A model's `inputs` (`GET /v1/models`) say which images it takes: `input_reference` is the
     *     first frame, `last_frame` the last one. A missing image that the model needs is an error
     *     that names the field, and so is an image that the model cannot use.
     *
     *     Names of other servers are read as well: `image_reference`, `reference_url`, `image` and
     *     `input_references` as `input_reference`, `width` and `height` as `size`, `duration` as
     *     `seconds`, and the members of `extra_body` and `extra_params`. What would change the video
     *     and is not available (`lora`, `mask`, `video_reference`, `n` above 1, …) is refused. Other
     *     unknown fields are ignored and listed in `adjustments`.
     */
    post: operations['openai.create']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/extensions': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Extend a video
     * @description Queues a new video that continues a completed one from its last frame. The result is one
     *     clip of both: the frames of the source unchanged, then `seconds` more, up to 120 s in total.
     *     Size and frame rate are those of the source, and so are its settings, metadata and
     *     `webhook_url`. If the source's model makes videos from text alone, another model continues
     *     it, which `adjustments` reports. The source may be deleted in the meantime.
     *
     *     A form may carry the source as a file: an mp4 with H.264, H.265 or VP9, of at most 50 MB,
     *     120 s and 4096 pixels a side. It is brought to a size and the frame rate of the model that
     *     continues it.
     *
     *     Fields that decide kind, size or length otherwise are refused; others are listed in
     *     `adjustments`.
     */
    post: operations['openai.extend']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/sync': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a video and wait for its mp4
     * @description As `POST /v1/videos`, but the answer is the mp4 itself, when it is finished. This is the
     *     operation of vLLM-Omni. The headers tell the video's id, its model and its times.
     *
     *     A video whose client disconnects, or waits longer than `SYNC_WAIT_SECONDS` of the service, is
     *     cancelled, unless the request has an `Idempotency-Key`: then a repeat waits for the same
     *     video, and `POST /v1/videos` with the same key and body tells its id. Proxies often cut
     *     requests that take minutes, so the other operation suits most programs better.
     */
    post: operations['openai.createSync']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/estimate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Estimate a video
     * @description What the same body would become as a video: its parameters after defaults, rounding and
     *     limits, how long it would wait and run, and what memory and quota it would take. The request
     *     is checked like a create, its images included, and refused for the same reasons, but nothing
     *     is created or stored.
     *
     *     The times come from measured runs on the devices of the live workers. Without a measurement
     *     they are null, and `seconds_unknown` says why.
     */
    post: operations['openai.estimate']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/batches': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a batch of videos
     * @description Creates a video from every item in one transaction: when the answer arrives, all of them are
     *     queued or none is. An item is a body of `POST /v1/videos`. An item that would be refused
     *     there is `rejected` with the reason, and the others are created regardless. If every item is
     *     rejected, the answer is 400.
     *
     *     The batch counts as one request, and as its number of videos for every other limit: if they
     *     do not all fit under the limits of queued videos or of the day, none is created. One
     *     Idempotency-Key covers the whole batch.
     *
     *     `batch.completed` is sent when all of its videos have ended: to `webhook_url`, to the
     *     endpoints with this event type, and in `/v1/events`. The events of the single videos are
     *     sent as usual. `GET /v1/videos?batch_id=…` lists them.
     */
    post: operations['openai.createBatch']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/batches/{batch_id}': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        batch_id: components['parameters']['BatchId']
      }
      cookie?: never
    }
    /**
     * Retrieve a batch
     * @description The number of videos in each state, and the state of every item.
     */
    get: operations['openai.getBatch']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/batches/{batch_id}/cancel': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        batch_id: components['parameters']['BatchId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Cancel a batch
     * @description Cancels every video of the batch that has not ended, as `POST /v1/videos/{video_id}/cancel`
     *     does: queued ones at once, running ones within one denoising step. Ended ones stay as they
     *     are. Cancelling again has no further effect.
     */
    post: operations['openai.cancelBatch']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/edits': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Edit a video (not available)
     * @description Always answers 501 `video_edits_unsupported`: the models generate videos and cannot edit
     *     given ones. The path exists so that clients of OpenAI's `videos.edit` get a clear error.
     */
    post: operations['openai.edit']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/characters': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a character (not available)
     * @description Always answers 404 `characters_unsupported`: the models have no notion of characters. The
     *     path exists so that clients of OpenAI's `videos.createCharacter` get a clear error.
     */
    post: operations['openai.createCharacter']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/characters/{character_id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Retrieve a character (not available)
     * @description Always answers 404 `characters_unsupported`.
     */
    get: operations['openai.getCharacter']
    put?: never
    post?: never
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
     * @description A failed or cancelled video answers 200 with `status: failed` and its `error`. For an
     *     unfinished video, the answer says when to ask again.
     *
     *     `Prefer: wait=N` delays the answer until the video has ended. `If-None-Match` with the
     *     `ETag` of an earlier answer gets 304 as long as nothing has changed.
     */
    get: operations['openai.get']
    put?: never
    post?: never
    /**
     * Delete a video
     * @description The video disappears at once. Within a minute its prompt, metadata, inputs, results,
     *     previews, checkpoints and webhook bodies are deleted, too. What remains is its id with its
     *     state and times. A video that has not ended is cancelled first.
     *
     *     Pending webhook deliveries are dropped, and the cancellation itself sends none; the feed
     *     `/v1/events` reports `video.deleted`. The Idempotency-Key that created the video can be used
     *     again.
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
     * @description A queued video is cancelled at once and answers `status: failed` with the error code
     *     `cancelled`. A running one stops within one denoising step; `cancel_requested_at` is set
     *     until it has stopped. Cancelling again has no further effect.
     */
    post: operations['openai.cancel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/{video_id}/events': {
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
     * Watch a video
     * @description Server-sent events: first everything that has happened to the video, then everything that
     *     happens, until it has ended. Each event carries its type and the same id as in webhooks and
     *     `/v1/events`; its data is an `Event`. While the video runs, `video.progress` is sent about
     *     once a second, without an id and with a `VideoProgress` as data.
     *
     *     A client that reconnects with `Last-Event-ID`, to any instance of the service, gets the
     *     events after that one. When no more will follow, the answer is 204.
     */
    get: operations['openai.watch']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/events': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List events
     * @description Everything that has happened to the tenant's videos, oldest first. To continue, send the
     *     `last_id` of the last page that had events as `after`. No event is ever skipped.
     */
    get: operations['openai.events']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/events/stream': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Watch all videos
     * @description Server-sent events: everything that happens to the tenant's videos, batches and webhook
     *     endpoints from now on, in the order of `/v1/events` and under its ids. While videos run,
     *     `video.progress` is sent for each about once a second, without an id and with a
     *     `VideoProgress` as data.
     *
     *     A client that reconnects with `Last-Event-ID`, to any instance of the service, gets the
     *     events after that one. A stream ends after 15 minutes, so that its client sends its
     *     credentials again.
     */
    get: operations['openai.watchAll']
    put?: never
    post?: never
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
     * Repeat a video
     * @description Queues a new video with the model, parameters, seed and inputs of this one, whichever way it
     *     ended. With the same model files on a device of the same class (see `manifest`), its frames
     *     are identical to the bit. Metadata and `webhook_url` are copied. A body, if any, has no
     *     fields: each is refused by its name.
     */
    post: operations['openai.rerun']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/{video_id}/remix': {
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
     * Remix a video
     * @description Queues a new video with another prompt. Everything else is that of this video, which must be
     *     completed and not expired: model, settings, seed, inputs, metadata and `webhook_url`.
     *     Fields that decide kind, size or length otherwise are refused; others are listed in
     *     `adjustments`.
     */
    post: operations['openai.remix']
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
         * @description `video`: the mp4; `thumbnail`: one frame as webp; `spritesheet`: frames in a grid as jpg;
         *     `preview`: the latest rough webp of a running video. `0`, as clients of SGLang send it, is
         *     `video`.
         */
        variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview' | '0'
      }
      header?: {
        /**
         * @description One byte range. Several at once get the whole content.
         * @example bytes=0-1023
         */
        Range?: string
        /** @description ETag that must still match for `Range` to apply. */
        'If-Range'?: string
        /** @description ETags of the client's copies. */
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
     * @description The bytes, or a redirect to a signed link, depending on the service's configuration. Content
     *     is available until the video's `expires_at`. `Accept` is ignored.
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
     * @description The models that workers have registered, with their defaults and limits. A model stays in the
     *     list when its workers stop; `served` then says false.
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
  '/v1/files': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List files
     * @description Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
     *     `after`.
     */
    get: operations['files.list']
    put?: never
    /**
     * Upload a file
     * @description Stores an image for any number of videos: its `id` is then the `file_id` of
     *     `input_reference`. JPEG, PNG, WebP, AVIF or GIF (its first frame), at most 10 MB and 50
     *     megapixels, each side at least 64 pixels. Its bytes count towards the upload quota once, at the upload.
     *
     *     The file is kept for the service's retention time (30 days by default), or for
     *     `expires_after` if that is shorter.
     */
    post: operations['files.create']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/files/{file_id}': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        file_id: components['parameters']['FileId']
      }
      cookie?: never
    }
    /**
     * Retrieve a file
     * @description The file's metadata; its bytes are at `/content`.
     */
    get: operations['files.retrieve']
    put?: never
    post?: never
    /**
     * Delete a file
     * @description Videos that use the file keep their own copy of the image.
     */
    delete: operations['files.remove']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/files/{file_id}/content': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        file_id: components['parameters']['FileId']
      }
      cookie?: never
    }
    /**
     * Download a file
     * @description The bytes as they were uploaded. `Accept` is ignored.
     */
    get: operations['files.content']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/models/{model_id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Retrieve a model
     * @description What a model can do: the JSON Schema of create bodies for it, recommended sizes, and
     *     measured step times per class of device. This is also OpenAI's `models.retrieve`.
     */
    get: operations['openai.model']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/caller': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Whom the credentials stand for
     * @description The tenant and the scopes of the key or token that the request carries. A front end shows its
     *     controls by them.
     */
    get: operations['access.caller']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/media_session': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Let a page show files
     * @description `<img>` and `<video>` cannot send a bearer header. The answer sets a cookie (`HttpOnly`,
     *     `SameSite=Strict`) that reads the content of the tenant's videos and files, and does nothing
     *     else, for up to 12 hours. It ends with the key or token that made it.
     */
    post: operations['access.createMediaSession']
    /**
     * End a media session
     * @description Ends the session of the cookie that the request carries, and removes the cookie.
     */
    delete: operations['access.endMediaSession']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/sign_in': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Ways to sign in
     * @description How a person can sign in to a front end, beside an API key.
     */
    get: operations['access.signInMethods']
    put?: never
    /**
     * Exchange a one-time code for a key
     * @description The code of a link that `npm start` prints, or that an operator has made. It works once. The
     *     key expires after 12 hours.
     */
    post: operations['access.signIn']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/sign_in/oidc': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Sign in at the issuer
     * @description For browsers: leads to the issuer of `OIDC_ISSUER` (OpenID Connect, authorization code with
     *     PKCE), and from there to the console.
     */
    get: operations['access.beginOidc']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/sign_in/oidc/callback': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Come back from the issuer
     * @description For browsers: where the issuer sends them back to. They reach the console with a one-time
     *     code, or with the reason why there is none.
     */
    get: operations['access.finishOidc']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tenants': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List tenants */
    get: operations['admin.listTenants']
    put?: never
    /**
     * Create a tenant
     * @description The webhook secret is shown in this answer only.
     */
    post: operations['admin.createTenant']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tenants/{tenant_id}': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    /** Retrieve a tenant and its usage of today */
    get: operations['admin.getTenant']
    put?: never
    post?: never
    /**
     * Delete a tenant
     * @description Its keys and tokens are refused from the next request on (reads with one that reads 32 times
     *     a second and more, within a quarter of a second), its unfinished videos are cancelled and
     *     nothing is delivered any more. Its videos and files are deleted within minutes. The id
     *     cannot be used again. The tenant of the credentials in use cannot be deleted.
     */
    delete: operations['admin.deleteTenant']
    options?: never
    head?: never
    /**
     * Change limits, priority or name of a tenant
     * @description Limits apply from the next request on, to reads of a caller with 32 a second and more within
     *     a quarter of a second; `null` restores the default of the settings, 0 means no limit. A new
     *     priority applies to videos created from now on.
     */
    patch: operations['admin.updateTenant']
    trace?: never
  }
  '/admin/tenants/{tenant_id}/webhook-secret': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Rotate the webhook secret of a tenant
     * @description For 24 hours every webhook carries two signatures, one per secret, so that receivers have
     *     time to change over.
     */
    post: operations['admin.rotateWebhookSecret']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/operations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What the service does now
     * @description Workers and their engines, running videos of all tenants, what waits by tenant and model, and
     *     the queues of jobs. No prompt and no input is part of it.
     */
    get: operations['admin.operations']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/statistics': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * What the service did
     * @description Ended videos and engine seconds by period, durations by model, the health of webhooks, and
     *     what is stored.
     */
    get: operations['admin.statistics']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tenants/{tenant_id}/usage': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    /**
     * A tenant's usage by day
     * @description Engine seconds and bytes of uploads for each of the last days, in UTC; today is the last one.
     */
    get: operations['admin.usage']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tenants/{tenant_id}/sign_in_links': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Make a one-time link to the console
     * @description Whoever opens the link first is signed in to the console for 12 hours, as the tenant and with
     *     the scopes given. The link is shown in this answer only.
     */
    post: operations['admin.createSignInLink']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tenants/{tenant_id}/keys': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    /** List the API keys of a tenant, including revoked ones */
    get: operations['admin.listKeys']
    put?: never
    /**
     * Create an API key
     * @description The key itself is shown in this answer only. A tenant may have any number of keys. To rotate
     *     one, create another, change over, and revoke the first.
     */
    post: operations['admin.createKey']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tenants/{tenant_id}/keys/{key_id}': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        key_id: string
      }
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    /**
     * Revoke an API key
     * @description The key is refused from the next request on; while it reads 32 times a second and more, its
     *     reads within a quarter of a second. Revoking again has no further effect.
     */
    delete: operations['admin.revokeKey']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/admin/tenants/{tenant_id}/keys/{key_id}/signature': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        key_id: string
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Require signed requests for an API key
     * @description From the next request on, `Signature-Input` and `Signature` (RFC 9421) are required beside
     *     the key (reads of a key with 32 a second and more may pass without for another 250 ms).
     *     They must cover `@method`, `@target-uri` (or `@path` and `@query`) and, for a
     *     request with a body, `content-digest` (RFC 9530, sha-256 or sha-512). Required parameters
     *     are `created`, within 300 s of the current time, and `nonce`, which is accepted once. For
     *     `hmac-sha256` the answer holds the secret, which is shown only now; for `ed25519` send the
     *     public key.
     */
    post: operations['admin.signKey']
    /**
     * Stop requiring signatures for an API key
     * @description From the next request on, signatures are neither required nor checked (reads of a key with
     *     32 a second and more may still need one for another 250 ms).
     */
    delete: operations['admin.unsignKey']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhook_endpoints': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List webhook endpoints
     * @description Newest first.
     */
    get: operations['webhooks.list']
    put?: never
    /**
     * Register a webhook endpoint
     * @description Events of the given types are delivered to it, in addition to the `webhook_url` of a
     *     request. `signing_secret` is shown here and after a rotation only.
     */
    post: operations['webhooks.create']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhook_endpoints/{endpoint_id}': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    /** Retrieve a webhook endpoint */
    get: operations['webhooks.get']
    put?: never
    /**
     * Change a webhook endpoint
     * @description Omitted members stay as they are. `disabled: false` enables an endpoint again, also one that
     *     was disabled by a 410.
     */
    post: operations['webhooks.update']
    /**
     * Delete a webhook endpoint
     * @description Deletes the endpoint and its attempts. Pending deliveries are dropped.
     */
    delete: operations['webhooks.remove']
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhook_endpoints/{endpoint_id}/rotate_secret': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Replace the signing secret
     * @description With `keep_old_secret_active_for_24_hours`, every delivery of the next 24 hours carries a
     *     signature by each secret.
     */
    post: operations['webhooks.rotateSecret']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhook_endpoints/{endpoint_id}/test': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Send a sample event
     * @description Sends one sample event immediately, without retries, even to a disabled endpoint. Answers
     *     `webhook_unreachable` if the address does not answer.
     */
    post: operations['webhooks.test']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhook_endpoints/{endpoint_id}/resend': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Resend an event
     * @description Delivers the same bytes with the same `webhook-id`, whatever event types the endpoint has.
     */
    post: operations['webhooks.resend']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhook_endpoints/{endpoint_id}/recover': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Deliver missed events
     * @description Schedules every event of the endpoint's types since the given time that has neither been
     *     delivered to it nor is pending, at most 1000 per request.
     */
    post: operations['webhooks.recover']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhook_endpoints/{endpoint_id}/attempts': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    /**
     * List delivery attempts to an endpoint
     * @description Newest first.
     */
    get: operations['webhooks.attempts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/{video_id}/attempts': {
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
     * List attempts
     * @description The tries of a video by workers, the first one first: on which engine, from which checkpoint,
     *     and how each ended. A video whose result was reused has none.
     */
    get: operations['openai.attempts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/videos/{video_id}/webhook_attempts': {
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
     * List delivery attempts for a video
     * @description Attempts to its `webhook_url` and to every endpoint, newest first.
     */
    get: operations['webhooks.videoAttempts']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/webhook_event_types': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /** List event types */
    get: operations['webhooks.eventTypes']
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
     * @description Links of the filesystem storage driver. The link itself is the permission; it is valid until
     *     `expires`.
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
  '/webhook_keys/{signer}/jwks.json': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Public keys of webhook signatures
     * @description The Ed25519 keys that verify the `v1a` signatures of one endpoint, or of one tenant for the
     *     `webhook_url` of requests, as a JSON Web Key Set. While a key is being replaced there are
     *     two. Empty when the service has no signing key.
     */
    get: operations['webhooks.keys']
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
    /** Liveness */
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
     * Readiness
     * @description Ready means that the database and its migrations are available and the process is not
     *     stopping. The other checks are reported but do not count. `workers` and `engines`: requests
     *     are accepted and wait when no worker is alive. `storage`: without it, reads and creates
     *     without files go on, and what needs files is answered 503. `clock`: the difference between
     *     the clocks of this process and of the database, which must be less than 5 s. What other
     *     services answered is kept for 1 s.
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
     * @description Needs the bearer token in METRICS_TOKEN. Without that setting, only loopback may read
     *     metrics. API_METRICS_PORT serves them on a port of their own.
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
  '/console': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * The console
     * @description A page on which people make, watch and manage videos. It speaks this API alone, with the key
     *     that they paste, and loads nothing from other hosts.
     */
    get: operations['ops.console']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/console/{key}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Scripts, styles, pictures and the font of the console
     * @description Every name carries a digest of the content, so a file never changes.
     */
    get: operations['ops.consoleFile']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/video/submit': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a video from an image
     * @deprecated
     * @description The image is fetched before the answer; an unusable one is answered with 400. Unknown fields
     *     are ignored. Values above the limits of the served model are reduced to them.
     */
    post: operations['wan21.submit']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/video/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * State and result of a task
     * @deprecated
     */
    post: operations['wan21.status']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/video/cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Cancel a queued task
     * @deprecated
     * @description A running task is refused with 400, unless `cancel_running` is set.
     */
    post: operations['wan21.cancel']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/videos/{file}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Download a result
     * @deprecated
     * @description No credentials needed: whoever knows the address may download. After the content has
     *     expired, the answer is 410.
     */
    get: operations['wan21.file']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Name and paths of the service
     * @deprecated
     * @description A browser, which prefers `text/html`, is led to the console or, where there is none, to the
     *     documentation.
     */
    get: operations['comfy.describe']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/health': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Whether videos can be made
     * @deprecated
     * @description Always answers 200; the body says whether a worker is alive.
     */
    get: operations['comfy.health']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/upload_and_generate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a video from an uploaded image
     * @deprecated
     * @description For seven days, later calls of `/api/generate` with the same key can refer to the image by
     *     its name.
     */
    post: operations['comfy.uploadAndGenerate']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/generate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a video from an image uploaded earlier
     * @deprecated
     */
    post: operations['comfy.generate']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/status/{prompt_id}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * State and result of a task
     * @deprecated
     */
    get: operations['comfy.status']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/upload_and_generate_sync': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a video from an uploaded image and wait for it
     * @deprecated
     */
    post: operations['comfy.uploadAndGenerateSync']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/cfui/view': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Download a result
     * @deprecated
     * @description No credentials needed: whoever knows the file name may download. After the content has
     *     expired, the answer is 410.
     */
    get: operations['comfy.view']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/t2v/generate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a video from text
     * @deprecated
     * @description `style` is appended to the prompt, and the service's standard negative prompt to
     *     `negative_prompt`. `frame_rate` has no effect: the model has its own rate. Answers 503 when
     *     no text-to-video model is served.
     */
    post: operations['t2v.generate']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/v1/t2v/status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * State and result of a task
     * @deprecated
     */
    get: operations['t2v.status']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/v1/generate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /**
     * Create a video from an image and wait for it
     * @deprecated
     * @description Credentials are accepted as `?token=` or in the header. An unusable image or value is
     *     answered with 200, too, with `success: false`. Closing the connection cancels the video.
     */
    post: operations['i2vgen.generate']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/outputs/{file}': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * Download a result
     * @deprecated
     * @description No credentials needed: whoever knows the address may download. After the content has
     *     expired, the answer is 410.
     */
    get: operations['i2vgen.file']
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
    /** A video has completed */
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
    /** A video has been cancelled */
    post: operations['webhook.cancelled']
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  'batch.completed': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    /** Every video of a batch has ended */
    post: operations['webhook.batchCompleted']
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
      /**
       * @description What happens in the video.
       * @example Waves roll onto the beach
       */
      prompt: string
      /**
       * @description What to keep out of the video. Default: the model's own negative prompt; an empty text
       *     means none.
       */
      negative_prompt?: string | null
      /**
       * @description Id or alias of a model, in any case; its Hugging Face id (`Wan-AI/…-Diffusers`) is one
       *     more name. Default, also for an empty text: the first registered one that makes videos
       *     from the inputs given, be it the prompt alone, a first frame, or a first and a last
       *     frame. A model marked as a fallback, as the demo model is, serves only where no other
       *     does. OpenAI's model names select this default, too.
       * @example wan-demo
       */
      model?: string | null
      /**
       * @description `WIDTHxHEIGHT`, or a shape at the model's pixel area: an aspect ratio such as `16:9`, or
       *     `auto` for that of the image. Default: the model's default size. Sides are rounded to
       *     multiples of the model's `size_multiple`.
       * @example auto
       * @example 832x480
       */
      size?: string | null
      /**
       * @description Duration. `num_frames` is more exact and takes precedence.
       * @example 4
       */
      seconds?: string | number | null
      /**
       * @description Frames to generate. Wan makes 4n + 1 frames; other numbers are rounded and listed in
       *     `adjustments`. 1 makes a video of one frame with a model whose `limits.min_frames` is 1; others
       *     take no less than theirs.
       * @example 81
       */
      num_frames?: number | null
      /** @description Frames per second of the mp4. Default: the model's own rate. */
      fps?: number | null
      /** @description Denoising steps. */
      num_inference_steps?: number | null
      /**
       * @description How strongly the prompt guides the video. 1 turns guidance off and halves the time; below
       *     1 the negative prompt outweighs the prompt.
       */
      guidance_scale?: number | null
      /** @description The guidance scale of the second transformer, for models that have one. */
      guidance_scale_2?: number | null
      /** @description Shift of the flow-matching schedule towards noise. */
      flow_shift?: number | null
      /**
       * @description How the steps go from one noise level to the next, out of the model's `samplers`.
       *     diffusers' `UniPCMultistepScheduler` is `unipc`, and its
       *     `FlowMatchEulerDiscreteScheduler` is `euler` with the schedule `E`. Default: the model's.
       * @enum {string|null}
       */
      scheduler?: 'unipc' | 'euler' | 'UniPCMultistepScheduler' | 'FlowMatchEulerDiscreteScheduler' | null
      /**
       * @description The noise levels that the steps visit, out of the model's `samplers`. Default: the model's.
       * @enum {string|null}
       */
      schedule?: 'A' | 'B' | 'L' | 'E' | null
      /**
       * @description Share of the noise below which the second transformer takes over, for models that have
       *     one. Default: the model's.
       */
      boundary_ratio?: number | null
      /**
       * @description EasyCache: skips steps whose velocity is estimated to change little, which halves the
       *     time of long runs, roughly, and changes the video slightly. `true` means the threshold
       *     0.05; a larger threshold skips more steps. Off by default, and in runs of up to 8 steps.
       */
      easy_cache?: boolean | number | null
      /**
       * @description LoRAs to add to the model, out of its `loras`, several at once. `strength` is 1 by
       *     default: 0.5 has half the effect, and a negative one the opposite. `strength_2` is that for
       *     the second transformer, of models that have one; by default it is `strength`.
       */
      loras?:
        | {
            name: string
            strength?: number
            strength_2?: number | null
          }[]
        | null
      /**
       * @description Seed of the random numbers. Default: a random one, as with -1. Only its low 32 bits count,
       *     as in torch, whose generator makes the noise: a larger seed is taken modulo 4294967296,
       *     which `adjustments` says. A video always reports the seed that was used.
       */
      seed?: number | null
      /**
       * @description A request with a `seed` immediately gets the result of a finished video of the same
       *     tenant whose model files, parameters, images and seed are the same. Its status is then
       *     `completed`, and `cached_from` names that video. A reused result costs no engine seconds
       *     and has its own lifetime. `false` generates the video in any case, and keeps it from
       *     being reused.
       * @example false
       */
      cache?: boolean | null
      /**
       * @description Cancels the video with the error code `start_timeout` if no worker has started it this
       *     long after its creation. Later attempts are not limited by it.
       * @example 60
       */
      start_timeout_seconds?: number | null
      /**
       * @description Address that receives a webhook when the video has ended; http or https, without
       *     credentials, its host in ASCII (`xn--…`).
       * @example https://app.example.com/hooks/videos
       */
      webhook_url?: string | null
      /** @description Up to 16 pairs of text that are returned with the video. */
      metadata?: {
        [key: string]: string
      } | null
    }
    /** @description Exactly one of `image_url`, `file_id` and `video_id`. */
    ImageReference: {
      /**
       * @description http or https URL, or a base64 data URL. JPEG, PNG, WebP, AVIF or GIF (its first frame),
       *     at most 10 MB and 50 megapixels, each side at least 64 pixels. Redirects are not
       *     followed, and private addresses are refused.
       */
      image_url?: string
      /**
       * @description Id of a file uploaded to `/v1/files`.
       * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
       */
      file_id?: string
      /**
       * @description Id of a completed video whose content has not expired. The new video begins with its
       *     last frame, in the exact pixels that the model made.
       * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
       */
      video_id?: string
      /**
       * @description Which frame of `video_id`. Only the last one is available.
       * @enum {string}
       */
      frame?: 'last'
    }
    CreateVideoJson: components['schemas']['VideoParameters'] & {
      /**
       * @description The first frame; required by image-to-video models. A text is read as `image_url`,
       *     or as JSON.
       */
      input_reference?: components['schemas']['ImageReference'] | string | null
      /**
       * @description The last frame, in the same forms; required by first-and-last-frame models, and
       *     accepted by models whose `inputs.last_frame` is `optional`.
       */
      last_frame?: components['schemas']['ImageReference'] | string | null
    }
    CreateVideoForm: components['schemas']['VideoParameters'] & {
      /**
       * @description The first frame as a file (JPEG, PNG, WebP, AVIF or GIF, at most 10 MB), or as in
       *     JSON bodies.
       */
      input_reference?: Blob | components['schemas']['ImageReference']
      /** @description The last frame, in the same forms, for models that take one. */
      last_frame?: Blob | components['schemas']['ImageReference']
    }
    Video: {
      id: string
      /** @constant */
      object: 'video'
      model: string
      /**
       * @description A cancelled video is `failed` with the error code `cancelled`, or with
       *     `deadline_exceeded` or `start_timeout` if it missed that deadline.
       * @enum {string}
       */
      status: 'queued' | 'in_progress' | 'completed' | 'failed'
      /** @description Percent. */
      progress: number
      created_at: components['schemas']['UnixTime']
      /** @description When the video was completed. */
      completed_at: components['schemas']['UnixTime'] | null
      /** @description When its content expires. */
      expires_at: components['schemas']['UnixTime'] | null
      prompt: string | null
      /** @description WIDTHxHEIGHT in use. */
      size: string
      /**
       * @description The length that was asked for in `seconds`, in whole seconds where it was; else the true
       *     length of the file, num_frames / fps.
       */
      seconds: string
      /** @description Id of the video that this one remixes with another prompt. */
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
      /** @description Sampler; null: the model's own. */
      scheduler: string | null
      /** @description Noise levels; null: the model's own. */
      schedule: string | null
      /** @description Null: the model's own. */
      boundary_ratio: number | null
      /** @description Threshold in use; null when every step is computed. */
      easy_cache: number | null
      /** @description The LoRAs in use beside those of the model itself. */
      loras: components['schemas']['UsedLora'][]
      /** @description The seed in use; random if none was given. */
      seed: number
      /** @description Current phase of a running video. */
      phase:
        ('load' | 'encode_prompt' | 'encode_image' | 'denoise' | 'decode' | 'encode_video' | 'upload') | null
      /** @description Denoising steps done. */
      step: number
      /** @description Denoising steps in all. */
      steps: number
      /** @description 1 is the next to start; tenants with queued videos take turns. Null unless queued. */
      queue_position: number | null
      /**
       * @description `model_not_served` while no live worker serves the model at this size;
       *     `concurrency_limit` while the tenant already has as many running videos as it may; null
       *     while the video waits only for a free worker.
       */
      queue_reason: ('concurrency_limit' | 'model_not_served') | null
      /** @description Estimated time until finished; null without a measurement. */
      eta_seconds: number | null
      /** @description Attempts that count towards the maximum. */
      attempts: number
      /** @description When the current or last attempt began. */
      started_at: components['schemas']['UnixTime'] | null
      /** @description Set while a running video is being stopped. */
      cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description When it is cancelled unless it has ended (`Cancel-After`). */
      cancel_at: components['schemas']['UnixTime'] | null
      /** @description When it is cancelled unless it has started (`start_timeout_seconds`). */
      start_by: components['schemas']['UnixTime'] | null
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
      /** @description Id of the video that this one extends. */
      extended_from_video_id: string | null
      /** @description Id of the video that this one repeats. */
      rerun_of: string | null
      /** @description Id of the video whose result this one reuses. */
      cached_from: string | null
      /** @description Id of the batch that it belongs to. */
      batch_id: string | null
      /** @description Everything that determined a completed video. Lists leave it null, and the video by its id has it. */
      manifest: components['schemas']['Manifest'] | null
      /**
       * Format: uri
       * @description Latest rough image of the current or last attempt, which needs the same credentials.
       *     Null while there is none.
       */
      preview_url: string | null
      /**
       * @description Addresses of the content, which need the same credentials. Null before completion and
       *     after expiry.
       */
      urls: {
        /** Format: uri */
        video: string
        /** Format: uri */
        thumbnail: string
        /** Format: uri */
        spritesheet: string
      } | null
    }
    CreateBatch: {
      /**
       * @description Bodies of `POST /v1/videos`, up to the service's limit (1000 by default). Each may have
       *     its own `webhook_url` and `metadata`.
       */
      items: (
        | components['schemas']['CreateVideoJson']
        | {
            [key: string]: unknown
          }
      )[]
      /**
       * @description Address that receives a webhook when all videos have ended; http or https, without
       *     credentials.
       */
      webhook_url?: string | null
      /**
       * @description Up to 16 pairs of text that are returned with the batch. They are not copied to its
       *     videos.
       */
      metadata?: {
        [key: string]: string
      } | null
    }
    VideoBatch: {
      id: string
      /** @constant */
      object: 'video.batch'
      /**
       * @description `completed` when all of its videos have ended, in whatever way.
       * @enum {string}
       */
      status: 'in_progress' | 'completed'
      created_at: components['schemas']['UnixTime']
      completed_at: components['schemas']['UnixTime'] | null
      cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description Number of items in each status, and in total. */
      counts: {
        total: number
        queued: number
        in_progress: number
        completed: number
        failed: number
        cancelled: number
        rejected: number
        deleted: number
      }
      metadata: {
        [key: string]: string
      }
      webhook_url: string | null
      /** @description In the order of the request. */
      items: components['schemas']['BatchItem'][]
    }
    UsedLora: {
      name: string
      strength: number
      /** @description For the second transformer; null for models with one. */
      strength_2: number | null
    }
    BatchItem: {
      /** @description Position in the request. */
      index: number
      /** @description Null when the item was rejected. */
      video_id: string | null
      /**
       * @description Status of its video, with `cancelled` apart from `failed`; `rejected` if no video was
       *     created, `deleted` if the video was deleted.
       * @enum {string}
       */
      status: 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled' | 'rejected' | 'deleted'
      error: {
        code: components['schemas']['ErrorCode']
        message: string
        /** @description The field at fault. */
        param: string | null
      } | null
    }
    /** @description What a request would become. No such video exists. */
    VideoEstimate: {
      /** @constant */
      object: 'video.estimate'
      /** @description Id of the model in use. */
      model: string
      prompt: string
      negative_prompt: string
      /** @description WIDTHxHEIGHT in use. */
      size: string
      /** @description As `seconds` of the video. */
      seconds: string
      num_frames: number
      fps: number
      num_inference_steps: number
      guidance_scale: number
      guidance_scale_2: number | null
      flow_shift: number
      /** @description Sampler; null: the model's own. */
      scheduler: string | null
      /** @description Noise levels; null: the model's own. */
      schedule: string | null
      /** @description Null: the model's own. */
      boundary_ratio: number | null
      /** @description Threshold in use. */
      easy_cache: number | null
      /** @description The LoRAs in use beside those of the model itself. */
      loras: components['schemas']['UsedLora'][]
      /** @description Null if none was given: the video gets a random one. */
      seed: number | null
      /** @description Every value that would be changed or ignored, and why. */
      adjustments: components['schemas']['Adjustment'][]
      /** @description 1 would be the next to start. */
      queue_position: number
      /**
       * @description `model_not_served` when no live worker serves the model at this size;
       *     `concurrency_limit` when it would have to wait for another video of the tenant to end,
       *     which `queue_wait_seconds` does not include.
       */
      queue_reason: ('concurrency_limit' | 'model_not_served') | null
      /** @description Time until an engine is free for it. */
      queue_wait_seconds: number | null
      /** @description Duration of its own run. */
      run_seconds: number | null
      /** @description Time until it would be finished. */
      eta_seconds: number | null
      /**
       * @description Why times are null: no worker is alive, or its devices have not yet run this model at
       *     this size and number of frames.
       */
      seconds_unknown: ('no_worker' | 'not_measured') | null
      /** @description What fits in the memory of the devices; null when no worker has reported it. */
      memory: {
        /** @description Maximum pixels per frame (width × height) at this number of frames. */
        max_pixels: number
      } | null
      /** @description Engine seconds that would be charged to the day's quota; 0 without a quota. */
      booked_gpu_seconds: number
    }
    /**
     * @description Everything that determined the video. The same values on a device of the same class give
     *     frames that are identical to the bit. Of a video that another server made, what only that
     *     server knows is null, and `upstream` says what it was asked for.
     */
    Manifest: {
      model: string
      /**
       * @description SHA-256 of every file read from the model folder, by path, LoRA files included. Those of
       *     requested LoRAs begin with `LORAS_DIR/`.
       */
      files: {
        [key: string]: components['schemas']['Sha256']
      }
      loras: {
        /** @description That of the request which asked for it. Absent for those of the model itself. */
        name?: string
        file: string
        /** @enum {string} */
        expert: 'transformer' | 'transformer_2'
        strength: number
      }[]
      /** @description Version of the code that turns model configurations into graphs. */
      graph_builder: string | null
      onnx_runtime: string | null
      /**
       * @description What computed it; `videos` and `comfyui` are other servers.
       * @enum {string}
       */
      provider: 'cpu' | 'cuda' | 'videos' | 'comfyui'
      /** @description Data type of the transformer's arithmetic. */
      dtype: string | null
      device_class: string
      scheduler: string | null
      schedule: string | null
      steps: number
      flow_shift: number
      guidance_scale: number
      guidance_scale_2: number | null
      /** @description Noise level below which the second transformer takes over. */
      boundary: number | null
      seed: number
      noise: {
        /** @description Generator that turns the seed into noise; `torch-cpu` is torch.randn on the CPU. */
        generator: string
        version: number
      } | null
      size: string
      num_frames: number
      fps: number
      /** @description Number of prompt tokens, including the end token. */
      prompt_tokens: number | null
      /** @description Whether the prompt was cut to the 512 tokens that fit. */
      prompt_truncated: boolean | null
      /** @description SHA-256 of the prepared images, and of the video that was extended. */
      inputs: {
        first_frame: components['schemas']['Sha256'] | null
        last_frame: components['schemas']['Sha256'] | null
        preceding_video: components['schemas']['Sha256'] | null
      }
      /**
       * @description Tiles in which the given images were encoded and the frames decoded, because memory held
       *     no whole picture. Each is null if it was whole; null altogether if both were.
       */
      vae_tiles: {
        encode: components['schemas']['TileGrid'] | null
        decode: components['schemas']['TileGrid'] | null
      } | null
      easy_cache: {
        threshold: number
        skipped_steps: number
      } | null
      /** @description Step after which the last attempt resumed from an earlier attempt's checkpoint. */
      resumed_from_step: number | null
      /** @description The server that made the video; null where this service computed it. */
      upstream: components['schemas']['Upstream'] | null
      video: {
        sha256: components['schemas']['Sha256']
      }
    }
    Upstream: {
      /** @description Its name in ENGINES. */
      server: string
      /**
       * @description The software.
       * @example vllm-omni
       */
      kind: string
      version: string | null
      /** @description The server's name of the model. */
      model: string | null
      /** @description The server's id of the video. */
      video_id: string
      /** @description Digest of the workflow as it was sent, for servers that take one. */
      workflow_sha256: components['schemas']['Sha256'] | null
      /** @description The fields that were sent, without prompts and pictures. */
      parameters: {
        [key: string]: unknown
      }
    }
    /**
     * @description In pixels: the sides of a tile, and the distances between the starts of neighbours, which
     *     blend over the difference. diffusers' `enable_tiling` makes the same tiles of these values.
     */
    TileGrid: {
      height: number
      width: number
      stride_height: number
      stride_width: number
    }
    Sha256: string
    Adjustment: {
      field: string
      /** @description The value sent. */
      requested: unknown
      /** @description The value in use; null if the field was ignored. */
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
    /** @description Without fields, since a rerun repeats its source as it is. */
    RerunVideo: Record<string, never>
    RemixVideo: {
      /**
       * @description What happens in the video.
       * @example Waves roll onto the beach
       */
      prompt: string
    }
    ExtendVideo: {
      /** @description The completed video, by id, or an mp4 as a file of a form. */
      video:
        | {
            /** @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11 */
            id: string
          }
        | string
      /**
       * @description What happens in the video.
       * @example Waves roll onto the beach
       */
      prompt: string
      /** @description How much to add. The number of frames is rounded as for a new video. */
      seconds: number | string
      /** @description Default: random. */
      seed?: number | null
    }
    /**
     * @description Returned with the file, and otherwise unused.
     * @enum {string}
     */
    FilePurpose: 'vision' | 'user_data' | 'assistants'
    CreateFile: {
      /**
       * Format: binary
       * @description The image.
       */
      file: Blob
      purpose: components['schemas']['FilePurpose']
      /** @description When to delete the file, if earlier than the service would. */
      expires_after?: {
        /** @enum {string} */
        anchor: 'created_at'
        /** @description From 3600 to 2592000. */
        seconds: number | string
      } | null
    }
    File: {
      id: string
      /** @constant */
      object: 'file'
      bytes: number
      created_at: components['schemas']['UnixTime']
      expires_at: components['schemas']['UnixTime']
      filename: string
      purpose: components['schemas']['FilePurpose']
      /** @constant */
      status: 'processed'
      /** @enum {string} */
      content_type: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif' | 'image/gif' | 'image/heic'
    }
    FileList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['File'][]
      first_id: string | null
      last_id: string | null
      has_more: boolean
    }
    DeletedFile: {
      id: string
      /** @constant */
      object: 'file'
      /** @constant */
      deleted: true
    }
    ModelList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['Model'][]
      /** @description Only with `include=unavailable`. */
      unavailable?: {
        /** @description Name in the models directory. */
        folder: string
        reason: string
      }[]
    }
    /** @enum {string} */
    InputPresence: 'required' | 'optional' | 'none'
    Model: {
      id: string
      /** @constant */
      object: 'model'
      created: components['schemas']['UnixTime']
      owned_by: string
      title: string
      /**
       * @description `t2v`: from text; `i2v`: from an image; `flf2v`: from a first and a last frame; `ti2v`:
       *     from text with or without an image.
       * @enum {string}
       */
      task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
      /** @description Which images the model takes, as `input_reference` and as `last_frame`. */
      inputs: {
        first_frame: components['schemas']['InputPresence']
        last_frame: components['schemas']['InputPresence']
      }
      /**
       * @description Whether a live worker serves the model now. A video for a model that none serves waits in
       *     the queue until one does; its `queue.reason` is then `model_not_served`.
       */
      served: boolean
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
        scheduler: string
        schedule: string
        negative_prompt: string
      }
      /**
       * @description What a request may choose as `scheduler` and `schedule`, the model's own first. A model
       *     distilled for few steps has its own alone.
       */
      samplers: {
        /** @enum {string} */
        scheduler: 'unipc' | 'euler'
        /** @enum {string} */
        schedule: 'A' | 'B' | 'E' | 'L'
      }[]
      limits: {
        min_side: number
        max_pixels: number
        /** @description Pixel area of the size `auto`. */
        auto_area: number
        size_multiple: number
        min_frames: number
        max_frames: number
        min_steps: number
        max_steps: number
      }
      /**
       * @description What lies in the model's folder and has no effect: keys of configurations, keys of LoRA
       *     files that belong to nothing.
       */
      unapplied: string[]
      /**
       * @description Whether requests above the limits are reduced and listed in `adjustments`, or refused
       *     with 400.
       * @enum {string}
       */
      oversize: 'shrink' | 'refuse'
      /**
       * @description Given when the memory of the serving devices is tighter than the model's limits: the
       *     maximum pixels per frame, each up to its number of frames, in ascending order. 0: no
       *     size fits. Empty: the limits apply.
       */
      fitting_sizes: {
        num_frames: number
        max_pixels: number
      }[]
      /**
       * @description Given when some of the sizes that fit are encoded and decoded in overlapping tiles, because
       *     memory does not hold their whole pictures: the maximum pixels per frame without tiles,
       *     in a table like `fitting_sizes`. Empty: no size needs tiles.
       */
      untiled_sizes: {
        num_frames: number
        max_pixels: number
      }[]
    }
    ModelCapabilities: {
      id: string
      /** @constant */
      object: 'model'
      created: components['schemas']['UnixTime']
      owned_by: string
      title: string
      /**
       * @description `t2v`: from text; `i2v`: from an image; `flf2v`: from a first and a last frame; `ti2v`:
       *     from text with or without an image.
       * @enum {string}
       */
      task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
      /**
       * @description Whether a live worker serves the model now. A video for a model that none serves waits in
       *     the queue until one does; its `queue.reason` is then `model_not_served`.
       */
      served: boolean
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
        scheduler: string
        schedule: string
        negative_prompt: string
      }
      /**
       * @description What a request may choose as `scheduler` and `schedule`, the model's own first. A model
       *     distilled for few steps has its own alone.
       */
      samplers: {
        /** @enum {string} */
        scheduler: 'unipc' | 'euler'
        /** @enum {string} */
        schedule: 'A' | 'B' | 'E' | 'L'
      }[]
      limits: {
        min_side: number
        max_pixels: number
        /** @description Pixel area of the size `auto`. */
        auto_area: number
        size_multiple: number
        min_frames: number
        max_frames: number
        min_steps: number
        max_steps: number
      }
      /**
       * @description What lies in the model's folder and has no effect: keys of configurations, keys of LoRA
       *     files that belong to nothing.
       */
      unapplied: string[]
      /**
       * @description Whether requests above the limits are reduced and listed in `adjustments`, or refused
       *     with 400.
       * @enum {string}
       */
      oversize: 'shrink' | 'refuse'
      /** @description Which images the model takes, as `input_reference` and as `last_frame`. */
      inputs: {
        first_frame: components['schemas']['InputPresence']
        last_frame: components['schemas']['InputPresence']
      }
      /**
       * @description Recommended sizes: the default, those that workers warm up for, and common aspect ratios
       *     at the model's pixel area. Others are possible.
       */
      sizes: string[]
      /** @description The LoRAs that you may name in `loras`. */
      loras: {
        name: string
        /** @description The transformers that it changes; one, or both of a model with two. */
        experts: ('transformer' | 'transformer_2')[]
      }[]
      /**
       * @description Possible numbers of frames: `min`, `min + step` and so on up to `max`. Others are
       *     rounded.
       */
      frames: {
        default: number
        min: number
        max: number
        step: number
      }
      /**
       * @description Given when the memory of the serving devices is tighter than the model's limits: the
       *     maximum pixels per frame, each up to its number of frames, in ascending order. 0: no
       *     size fits. Empty: the limits apply.
       */
      fitting_sizes: {
        num_frames: number
        max_pixels: number
      }[]
      /**
       * @description Given when some of the sizes that fit are encoded and decoded in overlapping tiles, because
       *     memory does not hold their whole pictures: the maximum pixels per frame without tiles,
       *     in a table like `fitting_sizes`. Empty: no size needs tiles.
       */
      untiled_sizes: {
        num_frames: number
        max_pixels: number
      }[]
      /** @description Averages over finished runs; empty before the first one. */
      speeds: {
        size: string
        num_frames: number
        num_inference_steps: number
        /** @description Devices of one class are equally fast. */
        device_class: string
        seconds_per_step: number
        /** @description Loading, and encoding of the inputs. */
        seconds_before: number
        /** @description Decoding, encoding and upload. */
        seconds_after: number
        runs: number
        updated_at: components['schemas']['UnixTime']
      }[]
      /** @description JSON Schema (draft 2020-12) of the JSON bodies of a create with this model. */
      input_schema: {
        [key: string]: unknown
      }
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
    BatchEvent: {
      /** @description The same as `webhook-id`. */
      id: string
      /** @constant */
      object: 'event'
      created_at: components['schemas']['UnixTime']
      /** @constant */
      type: 'batch.completed'
      data: {
        /** @description Id of the batch. */
        id: string
      }
    }
    Event: {
      /** @description The same in streams, in the feed and as `webhook-id`. */
      id: string
      /** @constant */
      object: 'event'
      created_at: components['schemas']['UnixTime']
      /**
       * @description `video.retrying` follows a temporary failure; `video.released` means that the worker
       *     stopped and the video returned to the queue. `webhook_endpoint.disabled`: the service
       *     has disabled an endpoint, whose `disabled_reason` says why.
       * @enum {string}
       */
      type:
        | 'video.completed'
        | 'video.failed'
        | 'video.cancelled'
        | 'video.queued'
        | 'video.started'
        | 'video.retrying'
        | 'video.released'
        | 'video.expired'
        | 'batch.completed'
        | 'video.deleted'
        | 'webhook_endpoint.disabled'
      data: {
        /** @description Id of the video, batch or webhook endpoint. */
        id: string
      }
    }
    EventList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['Event'][]
      first_id: string | null
      last_id: string | null
      /** @description Whether more events are available now. */
      has_more: boolean
    }
    /** @enum {string} */
    WebhookEventType: 'video.completed' | 'video.failed' | 'video.cancelled' | 'batch.completed'
    WebhookKeySet: {
      keys: {
        /** @constant */
        kty: 'OKP'
        /** @constant */
        crv: 'Ed25519'
        /** @description The public key in base64url. */
        x: string
        /** @description Its thumbprint (RFC 7638). */
        kid: string
        /** @constant */
        use: 'sig'
        /** @constant */
        alg: 'EdDSA'
      }[]
    }
    WebhookEventTypes: components['schemas']['WebhookEventType'][]
    /** @example My application */
    WebhookName: string
    /**
     * @description http or https, without credentials; its host in ASCII (`xn--…`).
     * @example https://app.example.com/hooks/videos
     */
    WebhookUrl: string
    /** @description Sent with every delivery. Headers that HTTP or the signature needs cannot be set. */
    WebhookHeaders: {
      [key: string]: string
    }
    CreateWebhookEndpoint: {
      event_types: components['schemas']['WebhookEventTypes']
      name: components['schemas']['WebhookName']
      url: components['schemas']['WebhookUrl']
      headers?: components['schemas']['WebhookHeaders']
      /** @description A disabled endpoint receives nothing; `recover` delivers what it missed. */
      disabled?: boolean
    }
    UpdateWebhookEndpoint: {
      event_types?: components['schemas']['WebhookEventTypes']
      name?: components['schemas']['WebhookName']
      url?: components['schemas']['WebhookUrl']
      headers?: components['schemas']['WebhookHeaders']
      /** @description A disabled endpoint receives nothing; `recover` delivers what it missed. */
      disabled?: boolean
    }
    RotateWebhookSecret: {
      keep_old_secret_active_for_24_hours?: boolean
    }
    TestWebhookEndpoint: {
      event_type: components['schemas']['WebhookEventType']
    }
    ResendWebhookEvent: {
      /** @example evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e */
      event_id: string
    }
    RecoverWebhookEvents: {
      /**
       * @description Unix time.
       * @example 1764000000
       */
      since: number
    }
    WebhookEndpoint: {
      id: string
      /** @constant */
      object: 'webhook_endpoint'
      created_at: components['schemas']['UnixTime']
      updated_at: components['schemas']['UnixTime']
      name: string
      url: string
      event_types: components['schemas']['WebhookEventType'][]
      headers: {
        [key: string]: string
      }
      disabled: boolean
      /**
       * @description `gone`: the address answered 410. `failing`: for 120 hours every attempt failed. Either
       *     is told by the event `webhook_endpoint.disabled` in the feed; `disabled: false` enables
       *     the endpoint again, and a recovery sends what it has missed.
       * @enum {string|null}
       */
      disabled_reason: 'gone' | 'failing' | null
      signing_secret_hint: string | null
    }
    WebhookEndpointWithSecret: {
      id: string
      /** @constant */
      object: 'webhook_endpoint'
      created_at: components['schemas']['UnixTime']
      updated_at: components['schemas']['UnixTime']
      name: string
      url: string
      event_types: components['schemas']['WebhookEventType'][]
      headers: {
        [key: string]: string
      }
      disabled: boolean
      /**
       * @description `gone`: the address answered 410. `failing`: for 120 hours every attempt failed. Either
       *     is told by the event `webhook_endpoint.disabled` in the feed; `disabled: false` enables
       *     the endpoint again, and a recovery sends what it has missed.
       * @enum {string|null}
       */
      disabled_reason: 'gone' | 'failing' | null
      signing_secret_hint: string | null
      /** @description `whsec_` and base64. */
      signing_secret: string
    }
    WebhookEndpointList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['WebhookEndpoint'][]
      first_id: string | null
      last_id: string | null
      has_more: boolean
    }
    DeletedWebhookEndpoint: {
      id: string
      /** @constant */
      object: 'webhook_endpoint.deleted'
      /** @constant */
      deleted: true
    }
    WebhookTest: {
      /** @constant */
      object: 'webhook_endpoint.test'
      event_type: components['schemas']['WebhookEventType']
      status_code: number
      /** @constant */
      success: true
      webhook_endpoint_id: string
    }
    WebhookResend: {
      /** @constant */
      object: 'webhook_endpoint.resend'
      event_id: string
      webhook_endpoint_id: string
    }
    WebhookRecovery: {
      /** @constant */
      object: 'webhook_endpoint.recovery'
      webhook_endpoint_id: string
      since: components['schemas']['UnixTime']
      deliveries: number
      /** @description Whether there are more missed events. */
      has_more: boolean
    }
    WebhookAttempt: {
      id: string
      /** @constant */
      object: 'webhook_attempt'
      created_at: components['schemas']['UnixTime']
      event_id: string
      event_type: components['schemas']['WebhookEventType']
      /** @description Null for an event of a batch. */
      video_id: string | null
      /** @description Null for an event of a video. */
      batch_id: string | null
      /** @description Null for the `webhook_url` of the video or the batch. */
      webhook_endpoint_id: string | null
      url: string
      /** @description 1 is the first attempt. */
      attempt: number
      duration_ms: number
      status_code: number | null
      /** @description Why there was no answer. */
      error: string | null
      /** @description The first 4096 characters. */
      response_body: string | null
      /** @enum {string} */
      delivery_status: 'pending' | 'delivered' | 'failed'
      next_attempt_at: components['schemas']['UnixTime'] | null
    }
    Attempt: {
      /** @constant */
      object: 'video.attempt'
      video_id: string
      /** @description 1 is the first attempt. */
      attempt: number
      worker_id: string | null
      /** @description One of the worker's engines. */
      engine: string | null
      /** @description As in `speeds` of a model. */
      device_class: string | null
      started_at: components['schemas']['UnixTime']
      /** @description Steps that were taken from an earlier attempt's checkpoint; null for none. */
      resumed_from_step: number | null
      /** @description The step after which another attempt could resume; null without a checkpoint. */
      checkpoint_step: number | null
      checkpoint_at: components['schemas']['UnixTime'] | null
      ended_at: components['schemas']['UnixTime'] | null
      /**
       * @description Null while it runs. `released`: its worker gave it back, and it does not count. `lost`:
       *     its worker fell silent.
       * @enum {string|null}
       */
      outcome: 'completed' | 'failed' | 'cancelled' | 'released' | 'lost' | null
      /** @description Why it failed or was given back. */
      error: {
        code: string
        message: string
      } | null
    }
    AttemptList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['Attempt'][]
    }
    WebhookAttemptList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['WebhookAttempt'][]
      first_id: string | null
      last_id: string | null
      has_more: boolean
    }
    WebhookEventTypeList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['WebhookEventType'][]
    }
    VideoProgress: {
      /** @constant */
      object: 'event'
      created_at: components['schemas']['UnixTime']
      /** @constant */
      type: 'video.progress'
      data: {
        /** @description Id of the video. */
        id: string
        /** @enum {string} */
        status: 'queued' | 'in_progress' | 'completed' | 'failed'
        progress: number
        phase: string | null
        step: number
        steps: number
        /**
         * @description Step shown by the latest preview (`variant=preview` of the content); null without
         *     one.
         */
        preview_step: number | null
        eta_seconds: number | null
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
        engines: string
        clock: string
      }
    }
    /** @description An RFC 9457 problem with the member `error` that OpenAI's clients read. */
    Problem: {
      /**
       * Format: uri
       * @description Ends with the code.
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
      | 'webhook_unreachable'
      | 'webhook_endpoint_not_found'
      | 'webhook_endpoint_disabled'
      | 'event_not_found'
      | 'idempotency_key_invalid'
      | 'invalid_credentials'
      | 'signature_invalid'
      | 'insufficient_scope'
      | 'address_not_allowed'
      | 'link_invalid'
      | 'not_found'
      | 'tenant_not_found'
      | 'api_key_not_found'
      | 'file_not_found'
      | 'video_not_found'
      | 'batch_not_found'
      | 'characters_unsupported'
      | 'method_not_allowed'
      | 'tenant_in_use'
      | 'tenant_exists'
      | 'not_ready'
      | 'not_cancellable'
      | 'video_failed'
      | 'video_expired'
      | 'request_too_large'
      | 'unsupported_media_type'
      | 'range_not_satisfiable'
      | 'idempotency_key_reused'
      | 'rate_limit_exceeded'
      | 'queue_full'
      | 'quota_exceeded'
      | 'internal_error'
      | 'video_edits_unsupported'
      | 'service_unavailable'
      | 'wait_timeout'
      | 'cancelled'
      | 'deadline_exceeded'
      | 'start_timeout'
      | 'out_of_memory'
      | 'worker_lost'
      | 'engine_crashed'
      | 'engine_stalled'
      | 'upstream_unavailable'
      | 'upstream_lost'
      | 'upstream_failed'
      | 'model_unavailable'
      | 'encode_failed'
      | 'storage_failed'
      | 'invalid_input'
    Operations: {
      /** @constant */
      object: 'operations'
      at: components['schemas']['UnixTime']
      /** @description Workers of the last hour, live ones first. */
      workers: {
        id: string
        host: string
        engines: {
          name: string
          device: string
          /** @description As in `speeds` of a model. */
          device_class: string | null
          /** @description Why it cannot work, in one line; null while it can. */
          fault: string | null
          /** @description The model of its current or last run; null before the first. */
          model: string | null
          /** @description Seconds of the latest step; null before the first. */
          step_seconds: number | null
          /** @description Memory of the machine that its process holds. */
          resident_bytes: number | null
        }[]
        models: string[]
        /** @description Why it takes no videos now, as `<fault>: <reason>`; null while it takes them. */
        paused_reason: string | null
        started_at: components['schemas']['UnixTime']
        last_seen_at: components['schemas']['UnixTime']
        /** @description Whether its heartbeat is recent. */
        alive: boolean
      }[]
      /** @description Running videos, the longest one first; at most 200. */
      running: {
        video_id: string
        tenant_id: string
        model: string
        size: string
        num_frames: number
        phase: string | null
        step: number
        steps: number
        attempt: number
        /** @description One of `workers`. */
        worker_id: string | null
        /** @description The name of an engine of that worker. */
        engine: string | null
        started_at: components['schemas']['UnixTime'] | null
        updated_at: components['schemas']['UnixTime']
        eta_seconds: number | null
      }[]
      /** @description Unfinished videos by tenant and model, most first. */
      queue: {
        tenant_id: string
        model: string
        queued: number
        running: number
        oldest_queued_at: components['schemas']['UnixTime'] | null
      }[]
      /** @description Background work in the queues of pg-boss. */
      jobs: {
        name: string
        waiting: number
        active: number
        failed: number
      }[]
    }
    Statistics: {
      /** @constant */
      object: 'statistics'
      from: components['schemas']['UnixTime']
      to: components['schemas']['UnixTime']
      /** @description Length of a period of `series`. */
      period_seconds: number
      /** @description Videos by the period in which they ended, oldest first. */
      series: {
        at: components['schemas']['UnixTime']
        completed: number
        failed: number
        cancelled: number
        engine_seconds: number
      }[]
      /** @description Completed runs by model; reused results are left out. */
      models: {
        model: string
        runs: number
        /** @description From the start of the last attempt to the end. */
        mean_seconds: number
        p95_seconds: number
        /** @description From the creation to the start. */
        mean_wait_seconds: number
      }[]
      webhooks: {
        /** @description Tries of deliveries in the time looked at. */
        attempts: number
        failed_attempts: number
        pending: number
        oldest_pending_at: components['schemas']['UnixTime'] | null
        paused_destinations: number
        disabled_endpoints: number
      }
      storage: {
        /** @description Videos whose files are stored. */
        videos: number
        video_bytes: number
        expiring_within_day: number
        /** @description Uploaded files. */
        files: number
        file_bytes: number
      }
    }
    Usage: {
      /** @constant */
      object: 'usage'
      tenant_id: string
      days: {
        /**
         * Format: date
         * @example 2026-11-29
         */
        day: string
        gpu_seconds: number
        upload_bytes: number
      }[]
    }
    SignInMethods: {
      /** @constant */
      object: 'sign_in_methods'
      /** @description Null without an issuer. */
      oidc: {
        /** Format: uri */
        issuer: string
        /**
         * Format: uri
         * @description Where a browser begins.
         */
        url: string
      } | null
    }
    MediaSession: {
      /** @constant */
      object: 'media_session'
      expires_at: components['schemas']['UnixTime']
    }
    SignIn: {
      /** @example 2TzK0XyB9mM1e7bqv0lZQ3pW5nRj8sUd4cHfGaIoYkE */
      code: string
    }
    SignedIn: {
      /** @constant */
      object: 'signed_in'
      /** @description Shown in this answer only. */
      api_key: string
      expires_at: components['schemas']['UnixTime']
    }
    /**
     * @example {
     *       "scopes": [
     *         "videos:write",
     *         "videos:read"
     *       ]
     *     }
     */
    CreateSignInLink: {
      scopes: components['schemas']['Scopes']
      /**
       * @description How long the link may be opened.
       * @default 900
       */
      expires_in_seconds?: number
    }
    SignInLink: {
      /** @constant */
      object: 'sign_in_link'
      /** Format: uri */
      url: string
      expires_at: components['schemas']['UnixTime']
    }
    /**
     * @example {
     *       "object": "caller",
     *       "tenant": {
     *         "id": "acme",
     *         "name": "Acme"
     *       },
     *       "scopes": [
     *         "videos:write",
     *         "videos:read"
     *       ],
     *       "credentials": "api_key"
     *     }
     */
    Caller: {
      /** @constant */
      object: 'caller'
      tenant: {
        id: string
        name: string
      }
      scopes: components['schemas']['Scopes']
      /**
       * @description What the request carried: an API key, a token, or nothing where that is permitted.
       * @enum {string}
       */
      credentials: 'api_key' | 'jwt' | 'open'
    }
    Tenant: {
      id: string
      /** @constant */
      object: 'tenant'
      name: string
      /** @description Higher tiers start first. */
      priority: number
      created_at: components['schemas']['UnixTime']
      requests_per_minute: number | null
      request_burst: number | null
      max_running: number | null
      max_queued: number | null
      gpu_seconds_per_day: number | null
      upload_bytes_per_day: number | null
      /** @description The LoRAs that its requests may name; null for all. */
      loras: string[] | null
      /** @description The limits in effect, from the tenant or the settings. */
      effective: {
        requests_per_minute: number
        request_burst: number
        max_running: number
        max_queued: number
        gpu_seconds_per_day: number
        upload_bytes_per_day: number
      }
      /** @description Since midnight UTC, including what is charged for queued and running videos. */
      usage_today: {
        gpu_seconds: number
        upload_bytes: number
      }
    }
    CreatedTenant: {
      id: string
      /** @constant */
      object: 'tenant'
      name: string
      /** @description Higher tiers start first. */
      priority: number
      created_at: components['schemas']['UnixTime']
      requests_per_minute: number | null
      request_burst: number | null
      max_running: number | null
      max_queued: number | null
      gpu_seconds_per_day: number | null
      upload_bytes_per_day: number | null
      /** @description The LoRAs that its requests may name; null for all. */
      loras: string[] | null
      /** @description The limits in effect, from the tenant or the settings. */
      effective: {
        requests_per_minute: number
        request_burst: number
        max_running: number
        max_queued: number
        gpu_seconds_per_day: number
        upload_bytes_per_day: number
      }
      /** @description Since midnight UTC, including what is charged for queued and running videos. */
      usage_today: {
        gpu_seconds: number
        upload_bytes: number
      }
      webhook_secret: string
    }
    TenantList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['Tenant'][]
    }
    CreateTenant: {
      /** @example globex */
      id: string
      name?: string
      priority?: number
      requests_per_minute?: number | null
      request_burst?: number | null
      max_running?: number | null
      max_queued?: number | null
      gpu_seconds_per_day?: number | null
      upload_bytes_per_day?: number | null
      /** @description The LoRAs that its requests may name; null for all. */
      loras?: string[] | null
    }
    UpdateTenant: {
      name?: string
      priority?: number
      requests_per_minute?: number | null
      request_burst?: number | null
      max_running?: number | null
      max_queued?: number | null
      gpu_seconds_per_day?: number | null
      upload_bytes_per_day?: number | null
      /** @description The LoRAs that its requests may name; null for all. */
      loras?: string[] | null
    }
    WebhookSecret: {
      webhook_secret: string
      previous_valid_until: components['schemas']['UnixTime']
    }
    Scopes: ('videos:write' | 'videos:read' | 'webhooks:write' | 'files:write' | 'admin')[]
    /** @description Networks from which the key may be used; empty: any. */
    Cidrs: string[]
    ApiKey: {
      id: string
      /** @constant */
      object: 'api_key'
      tenant_id: string
      name: string
      /** @description Enough of the key to recognise it. */
      prefix: string
      scopes: components['schemas']['Scopes']
      allowed_cidrs: components['schemas']['Cidrs']
      created_at: components['schemas']['UnixTime']
      /** @description Accurate to the minute. */
      last_used_at: components['schemas']['UnixTime'] | null
      revoked_at: components['schemas']['UnixTime'] | null
      /** @description When it stops by itself; null for a key that does not. */
      expires_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      signature_required: boolean
    }
    DeletedTenant: {
      id: string
      /** @constant */
      object: 'tenant.deleted'
      /** @constant */
      deleted: true
    }
    /** @enum {string} */
    SignatureAlgorithm: 'ed25519' | 'hmac-sha256'
    SignApiKey: {
      algorithm: components['schemas']['SignatureAlgorithm']
      /** @description For `ed25519`, the 32 bytes of the public key in base64 (`x` of a JWK). */
      public_key?: string
      /**
       * @description `false`: an unsigned request is accepted; a wrong signature is refused all the same.
       * @default true
       */
      signature_required?: boolean
    }
    SignedApiKey: {
      id: string
      /** @constant */
      object: 'api_key'
      tenant_id: string
      name: string
      /** @description Enough of the key to recognise it. */
      prefix: string
      scopes: components['schemas']['Scopes']
      allowed_cidrs: components['schemas']['Cidrs']
      created_at: components['schemas']['UnixTime']
      /** @description Accurate to the minute. */
      last_used_at: components['schemas']['UnixTime'] | null
      revoked_at: components['schemas']['UnixTime'] | null
      /** @description When it stops by itself; null for a key that does not. */
      expires_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      signature_required: boolean
      /** @description For `hmac-sha256`: 32 bytes in base64, shown only now. */
      signing_secret: string | null
    }
    CreatedApiKey: {
      id: string
      /** @constant */
      object: 'api_key'
      tenant_id: string
      name: string
      /** @description Enough of the key to recognise it. */
      prefix: string
      scopes: components['schemas']['Scopes']
      allowed_cidrs: components['schemas']['Cidrs']
      created_at: components['schemas']['UnixTime']
      /** @description Accurate to the minute. */
      last_used_at: components['schemas']['UnixTime'] | null
      revoked_at: components['schemas']['UnixTime'] | null
      /** @description When it stops by itself; null for a key that does not. */
      expires_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      signature_required: boolean
      key: string
    }
    ApiKeyList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['ApiKey'][]
    }
    CreateApiKey: {
      /** @example My application */
      name: string
      scopes: ('videos:write' | 'videos:read' | 'webhooks:write' | 'files:write' | 'admin')[]
      allowed_cidrs?: components['schemas']['Cidrs']
    }
    LegacyError: {
      detail: string
    }
    /** @description The invalid fields in FastAPI's form; for other errors a sentence or an object. */
    LegacyInvalid: {
      detail:
        | {
            type: string
            loc: (string | number)[]
            msg: string
            /** @description The value sent. */
            input: unknown
            ctx?: {
              [key: string]: unknown
            }
          }[]
        | string
        | components['schemas']['Wan21Reason']
    }
    Wan21Reason: {
      /** @constant */
      status: 'Failed'
      reason: string
    }
    Wan21Error: {
      detail: components['schemas']['Wan21Reason']
    }
    Wan21Submit: {
      /**
       * @description Any value. A model that is not served is replaced by one of the same kind.
       * @default Wan2.1-I2V-14B-480P
       */
      model?: string
      /** @example Waves roll onto the beach */
      prompt: string
      /**
       * @description http, https or data URL.
       * @example https://images.example.com/portrait.jpg
       */
      image_url: string
      /**
       * @default auto
       * @enum {string}
       */
      image_size?: '480x832' | '832x480' | 'auto'
      negative_prompt?: string | null
      seed?: number | null
      /** @default 81 */
      num_frames?: number
      /** @default 3 */
      guidance_scale?: number
      /** @default 30 */
      infer_steps?: number
    }
    Wan21Submitted: {
      requestId: string
    }
    Wan21Id: {
      /** @example 5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e */
      requestId: string
    }
    Wan21Cancel: {
      /** @example 5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e */
      requestId: string
      /**
       * @description Also stop a running task.
       * @default false
       */
      cancel_running?: boolean
    }
    Wan21Status: {
      /** @enum {string} */
      status: 'InQueue' | 'InProgress' | 'Succeed' | 'Failed' | 'Cancelled'
      reason: string | null
      results: {
        videos: {
          /** Format: uri */
          url: string
        }[]
        timings: {
          /** @description Seconds. */
          inference: number
        }
        /** @description The seed in use. */
        seed: number
      } | null
      /** @description 1 is the next to start. */
      queue_position: number | null
      /** @description The same. */
      position: number | null
    }
    Wan21Cancelled: {
      /** @constant */
      status: 'Succeed'
    }
    ComfyNumbers: {
      /** @default 1280 */
      width?: number | null
      /** @default 720 */
      height?: number | null
      /**
       * @description Frames.
       * @default 81
       */
      length?: number | null
      /** @default 4 */
      steps?: number | null
      /** @default 1 */
      cfg?: number | null
      /** @default 16 */
      fps?: number | null
      /** @description 0 means none. */
      noise_seed?: number | null
    }
    ComfyUpload: components['schemas']['ComfyNumbers'] & {
      /**
       * Format: binary
       * @description JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.
       */
      image: Blob
      /** @example Waves roll onto the beach */
      prompt: string
    }
    ComfyUploadSync: components['schemas']['ComfyUpload'] & {
      /**
       * @description Seconds to wait.
       * @default 600
       */
      timeout?: number | null
    }
    ComfyGenerate: components['schemas']['ComfyNumbers'] & {
      /**
       * @description Name of an earlier upload.
       * @example photo.jpg
       */
      image_filename: string
      /** @example Waves roll onto the beach */
      prompt: string
    }
    ComfySubmitted: {
      /** Format: uuid */
      prompt_id: string
      /** @constant */
      status: 'submitted'
      message: string
    }
    ComfyVideo: {
      filename: string
      subfolder: string
      type: string
      format: string
      url: string
    }
    ComfyStatus: {
      prompt_id: string
      /** @enum {string} */
      status: 'pending' | 'running' | 'completed' | 'failed' | 'unknown'
      /** @description Percent. */
      progress: number | null
      videos: components['schemas']['ComfyVideo'][] | null
      error: string | null
      /** @description The seed in use. */
      seed: number | null
    }
    ComfyFinished: {
      prompt_id: string
      /** @constant */
      status: 'completed'
      videos: components['schemas']['ComfyVideo'][]
      message: string
      seed: number
    }
    ComfyUnfinished: {
      detail: string
      /** @description Id of the task; absent if there is none. */
      prompt_id?: string
    }
    ComfyHealth: {
      /** @enum {string} */
      status: 'healthy' | 'unhealthy'
      /** @enum {string} */
      comfyui_status: 'connected' | 'disconnected'
      error?: string
    }
    ComfyDescription: {
      service: string
      version: string
      model: string
      endpoints: {
        [key: string]: string
      }
    }
    T2vGenerate: {
      /** @example Waves roll onto the beach */
      prompt: string
      /** @default  */
      negative_prompt?: string | null
      /**
       * @description 480p or 720p.
       * @default 720p
       */
      resolution?: string | null
      /**
       * @description Seconds, 3 to 10.
       * @default 5
       */
      duration?: number | null
      /**
       * @description Has no effect.
       * @default 24
       */
      frame_rate?: number | null
      /**
       * @description Any text.
       * @default realistic
       */
      style?: string | null
    }
    T2vSubmitted: {
      /** Format: uuid */
      task_id: string
    }
    T2vStatus: {
      /** @enum {string} */
      status: 'processing' | 'completed' | 'failed'
      progress: number
      result_url: string | null
      error: string | null
      /** @description The same as `error`. */
      error_message: string | null
      /** @description The seed in use. */
      seed: number
    }
    I2vgenGenerate: {
      /**
       * @description JPEG, PNG, WebP, AVIF or GIF.
       * @example iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAEklEQVR42mP4DwUMo4xRBukMAOPT/hAC2mzjAAAAAElFTkSuQmCC
       */
      image_base64: string
      /** @example Waves roll onto the beach */
      prompt: string
      /**
       * @description 256p, 512p or 768p; anything else is 1024x576.
       * @default 512p
       */
      resolution?: string
      /** @default 16 */
      num_frames?: number
      /** @default 8 */
      fps?: number
      /** @default 50 */
      steps?: number
      /** @default 9 */
      guidance_scale?: number
    }
    I2vgenGenerated: {
      success: boolean
      message: string
      /** @description Name of the file. */
      video_path: string | null
      video_url: string | null
      /** @description Seconds. */
      inference_time: number
      /** @description The seed in use. */
      seed: number | null
      /** @description What went wrong. */
      error: string | null
    }
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
    /**
     * @description Valid credentials are required (`invalid_credentials`), or the key requires a valid
     *     signature (`signature_invalid`).
     */
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
    /**
     * @description The credentials lack a scope (`insufficient_scope`), or the key may not be used from this
     *     address (`address_not_allowed`).
     */
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
    /** @description The link was altered, or has expired (`link_invalid`). */
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
    /** @description The video does not exist, or belongs to another tenant (`video_not_found`). */
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
    /** @description The batch does not exist, or belongs to another tenant (`batch_not_found`). */
    BatchNotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The file of `file_id` does not exist, has expired, or belongs to another tenant
     *     (`file_not_found`), or the video of `video_id` does not exist or belongs to another tenant
     *     (`video_not_found`).
     */
    InputNotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The video that the input refers to is not finished (`not_ready`), or failed
     *     (`video_failed`).
     */
    InputNotReady: {
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
    /** @description The file does not exist, has expired, or belongs to another tenant (`file_not_found`). */
    FileNotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description No worker has registered a model with this name (`model_not_found`). */
    ModelNotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The tenant (`tenant_not_found`) or the key (`api_key_not_found`) does not exist. */
    NotFoundForOperator: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The tenant of the credentials in use cannot be deleted (`tenant_in_use`). */
    TenantInUse: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description A tenant with this id already exists (`tenant_exists`). */
    TenantExists: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The webhook endpoint does not exist, or belongs to another tenant
     *     (`webhook_endpoint_not_found`).
     */
    EndpointNotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The endpoint (`webhook_endpoint_not_found`) or the event (`event_not_found`) does not exist. */
    EndpointOrEventNotFound: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The webhook endpoint is disabled (`webhook_endpoint_disabled`). */
    EndpointDisabled: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description This service does not edit videos (`video_edits_unsupported`). */
    EditsUnsupported: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description This service has no characters (`characters_unsupported`). */
    CharactersUnsupported: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video, or every video of the batch, has already completed or failed (`not_cancellable`). */
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
    /**
     * @description The video is not finished (`not_ready`; the text says when to ask again), does not exist or
     *     belongs to another tenant (`video_not_found`).
     */
    NoVideoContent: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video failed (`video_failed`). */
    ContentFailed: {
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
    /** @description The input, or the video that it refers to, has expired (`video_expired`). */
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
    /**
     * @description The body is neither JSON nor a multipart form, or has a content encoding
     *     (`unsupported_media_type`).
     */
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
    /** @description The range is outside the content (`range_not_satisfiable`). */
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
    /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). */
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
    /**
     * @description Too many requests for the key (`rate_limit_exceeded`), too many queued videos
     *     (`queue_full`), or the day's quota of engine seconds or upload bytes is used up
     *     (`quota_exceeded`). `RateLimit-Policy` and `RateLimit` name the limit. Every answer to a
     *     request with credentials carries those of requests, so that a client can slow down in time.
     *     Too many invalid credentials from one address are refused with 429, too (`"auth-failures"`).
     */
    TooManyRequests: {
      headers: {
        /** @description Seconds to wait before asking again. */
        'Retry-After': number
        'RateLimit-Policy': components['headers']['RateLimitPolicy']
        RateLimit: components['headers']['RateLimit']
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
    /**
     * @description The video that the input refers to is not finished (`not_ready`) or failed, or the new video
     *     was cancelled or cannot be made (`video_failed`).
     */
    SyncConflict: {
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
    /** @description Something went wrong on our side (`internal_error`), or made the video fail (`video_failed`). */
    SyncFailed: {
      headers: {
        'x-request-id': components['headers']['RequestId']
        'x-should-retry': components['headers']['ShouldRetry']
        [name: string]: unknown
      }
      content: {
        'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video was not finished in time (`wait_timeout`). */
    WaitTimeout: {
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
    /** @description The request cannot be served as it is. */
    Legacy400: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description Valid credentials are required. */
    Legacy401: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The credentials lack a scope. */
    Legacy403: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description There is nothing with that name. */
    Legacy404: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The content has expired. */
    Legacy410: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The body is too large. */
    Legacy413: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The content type is not one of the operation's, or the body has a content encoding. */
    Legacy415: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The range is outside the content. */
    Legacy416: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description Fields are missing or not permitted. */
    Legacy422: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyInvalid']
      }
    }
    /** @description Too many requests. */
    Legacy429: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description Something went wrong on our side. */
    Legacy500: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The service cannot do this at the moment. */
    Legacy503: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The request cannot be served as it is. */
    Wan21_400: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description Valid credentials are required. */
    Wan21_401: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description The credentials lack a scope. */
    Wan21_403: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description There is nothing with that name. */
    Wan21_404: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description The body is too large. */
    Wan21_413: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description The content type is not one of the operation's, or the body has a content encoding. */
    Wan21_415: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description Fields are missing or not permitted. */
    Wan21_422: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['LegacyInvalid']
      }
    }
    /** @description Too many requests. */
    Wan21_429: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description Something went wrong on our side. */
    Wan21_500: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description The service cannot do this at the moment. */
    Wan21_503: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description Too many requests. */
    I2vgen_429: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['I2vgenGenerated']
      }
    }
    /** @description Something went wrong on our side. */
    I2vgen_500: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['I2vgenGenerated']
      }
    }
    /** @description The service cannot do this at the moment. */
    I2vgen_503: {
      headers: {
        Deprecation: components['headers']['Deprecation']
        Sunset: components['headers']['Sunset']
        Link: components['headers']['LegacyLink']
        'Retry-After': components['headers']['RetryAfter']
        'x-request-id': components['headers']['RequestId']
        [name: string]: unknown
      }
      content: {
        'application/json': components['schemas']['I2vgenGenerated']
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
     * @description Id of the batch.
     * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
     */
    BatchId: string
    /**
     * @description Id of the file.
     * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
     */
    FileId: string
    /**
     * @description Id of the tenant.
     * @example acme
     */
    TenantId: string
    /**
     * @description Id of the webhook endpoint.
     * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
     */
    EndpointId: string
    /**
     * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
     *     first answer again; another body with the same key is refused with 422. Keys belong to the
     *     tenant and are kept for a day.
     * @example 4f6c2f0e-order-A-1017
     */
    IdempotencyKey: string
    /**
     * @description `wait=N` (RFC 7240): instead of the client polling, the answer is delayed until the video
     *     has ended, for at most N seconds. The maximum is 55; `Preference-Applied` reports the value
     *     used. `respond-async`: a create of a video that has not ended is answered 202, not 200.
     * @example wait=30
     */
    Prefer: string
    /**
     * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
     * @example respond-async
     */
    PreferAsync: string
    /**
     * @description Cancels the video, queued or running, if it has not ended this long after its creation:
     *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
     *     error code is then `deadline_exceeded`.
     * @example 1m30s
     */
    CancelAfter: string
    /** @description Id of the event; the same on every attempt. */
    WebhookId: string
    /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
    WebhookTimestamp: string
    /**
     * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
     *     separated by spaces.
     */
    WebhookSignature: string
  }
  requestBodies: never
  headers: {
    /** @description Id of the request; quote it when reporting a problem. */
    RequestId: string
    /** @description Seconds to wait before asking again. */
    RetryAfter: number
    /** @description Milliseconds to wait before polling again, from 1000 to 20000. */
    PollAfter: number
    /** @description The preferences that were applied. */
    PreferenceApplied: string
    /**
     * @description Whether an earlier result was used (RFC 9211). `wan; hit`: it was. `wan; fwd=miss; stored`:
     *     the video is generated, and later requests can reuse it. `wan; fwd=bypass`: the request had
     *     `cache: false`, or no `seed`; in the latter case later requests can still reuse the result.
     */
    CacheStatus: string
    /** @description Whether the same request may succeed later. */
    ShouldRetry: 'true' | 'false'
    /**
     * @description The limits that apply, as in draft-ietf-httpapi-ratelimit-headers. `"requests"`: a burst of
     *     `q`, refilled evenly within `w` seconds. Operations that create videos also report the
     *     tenant's own limits, where set: `"running"` and `"queued"` videos, `"gpu-seconds"` and
     *     `"upload-bytes"` of a day.
     * @example "requests";q=1000;w=10, "queued";q=10000, "gpu-seconds";q=36000;w=86400
     */
    RateLimitPolicy: string
    /**
     * @description `r` is what is left of each limit; it is full again after `t` seconds.
     * @example "requests";r=998;t=1, "queued";r=9999, "gpu-seconds";r=35120;t=40211
     */
    RateLimit: string
    /** @description Unix time since which the path has been deprecated (RFC 9745). */
    Deprecation: string
    /** @description When the path will be removed (RFC 8594). */
    Sunset: string
    /** @description Links to the documentation and to the replacement. */
    LegacyLink: string
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
        /** @description Order by creation time. */
        order?: 'asc' | 'desc'
        /**
         * @description Id of the last video of the previous page. After an unknown one there is nothing.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        after?: string
        /** @description Only videos with this status; cancelled ones are `failed`. */
        status?: 'queued' | 'in_progress' | 'completed' | 'failed'
        /**
         * @description Only videos of the model with this id.
         * @example wan-demo
         */
        model?: string
        /**
         * @description Only videos of this batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        batch_id?: string
        /** @description Only videos created at or after this time, in seconds since 1970. */
        created_after?: number
        /** @description Only videos created before this time, in seconds since 1970. */
        created_before?: number
        /**
         * @description Only videos with this metadata, written `metadata[key]=value`. Several pairs must all
         *     match.
         * @example {
         *       "order": "A-1017"
         *     }
         */
        metadata?: {
          [key: string]: string
        }
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
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.create': {
    parameters: {
      query?: {
        /**
         * @description Answers 200 with the estimate that `POST /v1/videos/estimate` gives for the same body,
         *     as `application/vnd.wan.estimate+json`. No video is created, and an Idempotency-Key is
         *     not used up.
         */
        dry_run?: boolean
      }
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `wait=N` (RFC 7240): instead of the client polling, the answer is delayed until the video
         *     has ended, for at most N seconds. The maximum is 55; `Preference-Applied` reports the value
         *     used. `respond-async`: a create of a video that has not ended is answered 202, not 200.
         * @example wait=30
         */
        Prefer?: components['parameters']['Prefer']
        /**
         * @description Cancels the video, queued or running, if it has not ended this long after its creation:
         *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
         *     error code is then `deadline_exceeded`.
         * @example 1m30s
         */
        'Cancel-After'?: components['parameters']['CancelAfter']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateVideoJson']
        'multipart/form-data': components['schemas']['CreateVideoForm']
        'application/x-www-form-urlencoded': components['schemas']['CreateVideoForm']
      }
    }
    responses: {
      /**
       * @description The video: queued, or already ended when its result was there or it ended within the
       *     time of `Prefer`. With `dry_run`, an estimate.
       */
      200: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimitPolicy']
          RateLimit: components['headers']['RateLimit']
          /** @description Address of the video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Cache-Status': components['headers']['CacheStatus']
          'Preference-Applied': components['headers']['PreferenceApplied']
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
          'application/vnd.wan.estimate+json': components['schemas']['VideoEstimate']
        }
      }
      /** @description The video is queued, and `Prefer` has `respond-async`. */
      202: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimitPolicy']
          RateLimit: components['headers']['RateLimit']
          /** @description Address of the video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Cache-Status': components['headers']['CacheStatus']
          'Preference-Applied': components['headers']['PreferenceApplied']
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
      404: components['responses']['InputNotFound']
      409: components['responses']['InputNotReady']
      410: components['responses']['InputExpired']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      422: components['responses']['KeyReused']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.extend': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
         * @example respond-async
         */
        Prefer?: components['parameters']['PreferAsync']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ExtendVideo']
        'multipart/form-data': components['schemas']['ExtendVideo']
        'application/x-www-form-urlencoded': components['schemas']['ExtendVideo']
      }
    }
    responses: {
      /** @description The new video is queued. */
      200: {
        headers: {
          /** @description Address of the new video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'Preference-Applied': components['headers']['PreferenceApplied']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
        }
      }
      /** @description The same, when `Prefer` has `respond-async`. */
      202: {
        headers: {
          /** @description Address of the new video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'Preference-Applied': components['headers']['PreferenceApplied']
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
      409: components['responses']['NoContentYet']
      410: components['responses']['Expired']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      422: components['responses']['KeyReused']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.createSync': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description Cancels the video, queued or running, if it has not ended this long after its creation:
         *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
         *     error code is then `deadline_exceeded`.
         * @example 1m30s
         */
        'Cancel-After'?: components['parameters']['CancelAfter']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateVideoJson']
        'multipart/form-data': components['schemas']['CreateVideoForm']
        'application/x-www-form-urlencoded': components['schemas']['CreateVideoForm']
      }
    }
    responses: {
      /** @description The mp4. */
      200: {
        headers: {
          /** @description Where the mp4 is until it expires. */
          'Content-Location'?: string
          'Content-Length'?: number
          'X-Video-Id'?: string
          'X-Model'?: string
          /** @description Seconds from the request to the answer. */
          'X-Inference-Time-S'?: string
          /** @description Seconds of each phase of the run, as a JSON object. */
          'X-Stage-Durations'?: string
          ETag: components['headers']['ContentETag']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['InputNotFound']
      409: components['responses']['SyncConflict']
      410: components['responses']['InputExpired']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      422: components['responses']['KeyReused']
      429: components['responses']['TooManyRequests']
      500: components['responses']['SyncFailed']
      503: components['responses']['Unavailable']
      504: components['responses']['WaitTimeout']
    }
  }
  'openai.estimate': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateVideoJson']
        'multipart/form-data': components['schemas']['CreateVideoForm']
        'application/x-www-form-urlencoded': components['schemas']['CreateVideoForm']
      }
    }
    responses: {
      /** @description The estimate. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VideoEstimate']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['InputNotFound']
      409: components['responses']['InputNotReady']
      410: components['responses']['InputExpired']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.createBatch': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
         * @example respond-async
         */
        Prefer?: components['parameters']['PreferAsync']
        /**
         * @description Cancels the video, queued or running, if it has not ended this long after its creation:
         *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
         *     error code is then `deadline_exceeded`.
         * @example 1m30s
         */
        'Cancel-After'?: components['parameters']['CancelAfter']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateBatch']
      }
    }
    responses: {
      /** @description The batch. Every item that was not rejected is queued. */
      200: {
        headers: {
          /** @description Address of the batch. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Preference-Applied': components['headers']['PreferenceApplied']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VideoBatch']
        }
      }
      /** @description The same, when `Prefer` has `respond-async`. */
      202: {
        headers: {
          /** @description Address of the batch. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Preference-Applied': components['headers']['PreferenceApplied']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VideoBatch']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      422: components['responses']['KeyReused']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.getBatch': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        batch_id: components['parameters']['BatchId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The batch. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VideoBatch']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['BatchNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.cancelBatch': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        batch_id: components['parameters']['BatchId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The batch as it is now. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['VideoBatch']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['BatchNotFound']
      409: components['responses']['NotCancellable']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.edit': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      501: components['responses']['EditsUnsupported']
      503: components['responses']['Unavailable']
    }
  }
  'openai.createCharacter': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['CharactersUnsupported']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.getCharacter': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Any text.
         * @example char_1
         */
        character_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['CharactersUnsupported']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.get': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description `wait=N` (RFC 7240): instead of the client polling, the answer is delayed until the video
         *     has ended, for at most N seconds. The maximum is 55; `Preference-Applied` reports the value
         *     used. `respond-async`: a create of a video that has not ended is answered 202, not 200.
         * @example wait=30
         */
        Prefer?: components['parameters']['Prefer']
        /** @description ETags of the client's copies. */
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
      /** @description The video. */
      200: {
        headers: {
          /** @description Digest of the answer; it changes with the answer. */
          ETag?: string
          'Preference-Applied': components['headers']['PreferenceApplied']
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
        }
      }
      /** @description The client's copy is current. */
      304: {
        headers: {
          /** @description Digest of the answer; it changes with the answer. */
          ETag?: string
          'Preference-Applied': components['headers']['PreferenceApplied']
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content?: never
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      429: components['responses']['TooManyRequests']
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
      /** @description The video is deleted. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeletedVideo']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      429: components['responses']['TooManyRequests']
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
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      409: components['responses']['NotCancellable']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.watch': {
    parameters: {
      query?: never
      header?: {
        /** @description Id of the last event received. An id that does not belong to this video is ignored. */
        'Last-Event-ID'?: string
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
      /** @description The stream. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          /**
           * @example retry: 1000
           *
           *     id: evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e
           *     event: video.completed
           *     data: {"id":"evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e","object":"event","created_at":1764000016,"type":"video.completed","data":{"id":"video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11"}}
           */
          'text/event-stream': string
        }
      }
      /** @description All events of the ended video have been received. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.events': {
    parameters: {
      query?: {
        /**
         * @description Id of the last event received. Default: from the beginning.
         * @example evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e
         */
        after?: string
        /**
         * @description Only events of this video, in the order in which they happened.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        video_id?: string
        /** @description Events on one page. */
        limit?: number
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
          'application/json': components['schemas']['EventList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.watchAll': {
    parameters: {
      query?: never
      header?: {
        /** @description Id of the last event received. With an id that is not the tenant's, the stream begins now. */
        'Last-Event-ID'?: string
      }
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The stream. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          /**
           * @example retry: 1000
           *
           *     :
           *
           *     id: evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e
           *     event: video.completed
           *     data: {"id":"evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e","object":"event","created_at":1764000016,"type":"video.completed","data":{"id":"video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11"}}
           */
          'text/event-stream': string
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.rerun': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
         * @example respond-async
         */
        Prefer?: components['parameters']['PreferAsync']
        /**
         * @description Cancels the video, queued or running, if it has not ended this long after its creation:
         *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
         *     error code is then `deadline_exceeded`.
         * @example 1m30s
         */
        'Cancel-After'?: components['parameters']['CancelAfter']
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
    requestBody?: {
      content: {
        'application/json': components['schemas']['RerunVideo']
        'multipart/form-data': components['schemas']['RerunVideo']
        'application/x-www-form-urlencoded': components['schemas']['RerunVideo']
      }
    }
    responses: {
      /** @description The new video is queued. */
      200: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimitPolicy']
          RateLimit: components['headers']['RateLimit']
          /** @description Address of the new video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'Preference-Applied': components['headers']['PreferenceApplied']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
        }
      }
      /** @description The same, when `Prefer` has `respond-async`. */
      202: {
        headers: {
          'RateLimit-Policy': components['headers']['RateLimitPolicy']
          RateLimit: components['headers']['RateLimit']
          /** @description Address of the new video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'Preference-Applied': components['headers']['PreferenceApplied']
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
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      422: components['responses']['KeyReused']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.remix': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
         * @example respond-async
         */
        Prefer?: components['parameters']['PreferAsync']
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
    requestBody: {
      content: {
        'application/json': components['schemas']['RemixVideo']
        'multipart/form-data': components['schemas']['RemixVideo']
        'application/x-www-form-urlencoded': components['schemas']['RemixVideo']
      }
    }
    responses: {
      /** @description The new video is queued. */
      200: {
        headers: {
          /** @description Address of the new video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'Preference-Applied': components['headers']['PreferenceApplied']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
        }
      }
      /** @description The same, when `Prefer` has `respond-async`. */
      202: {
        headers: {
          /** @description Address of the new video. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
          'Retry-After': components['headers']['RetryAfter']
          'openai-poll-after-ms': components['headers']['PollAfter']
          'Preference-Applied': components['headers']['PreferenceApplied']
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
      409: components['responses']['NoContentYet']
      410: components['responses']['Expired']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      422: components['responses']['KeyReused']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.content': {
    parameters: {
      query?: {
        /**
         * @description `video`: the mp4; `thumbnail`: one frame as webp; `spritesheet`: frames in a grid as jpg;
         *     `preview`: the latest rough webp of a running video. `0`, as clients of SGLang send it, is
         *     `video`.
         */
        variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview' | '0'
      }
      header?: {
        /**
         * @description One byte range. Several at once get the whole content.
         * @example bytes=0-1023
         */
        Range?: string
        /** @description ETag that must still match for `Range` to apply. */
        'If-Range'?: string
        /** @description ETags of the client's copies. */
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
      /** @description The requested range. */
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
      /** @description The content is at a signed link. */
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
      404: components['responses']['NoVideoContent']
      409: components['responses']['ContentFailed']
      410: components['responses']['Expired']
      416: components['responses']['RangeNotSatisfiable']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.contentHead': {
    parameters: {
      query?: {
        /**
         * @description `video`: the mp4; `thumbnail`: one frame as webp; `spritesheet`: frames in a grid as jpg;
         *     `preview`: the latest rough webp of a running video. `0`, as clients of SGLang send it, is
         *     `video`.
         */
        variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview' | '0'
      }
      header?: {
        /**
         * @description One byte range. Several at once get the whole content.
         * @example bytes=0-1023
         */
        Range?: string
        /** @description ETag that must still match for `Range` to apply. */
        'If-Range'?: string
        /** @description ETags of the client's copies. */
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
      /** @description The headers of the requested range. */
      206: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The content is at a signed link. */
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
      /** @description The video does not exist or is not finished. */
      404: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description The video failed and has no content. */
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
      /** @description The range is outside the content. */
      416: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      /** @description Too many requests. */
      429: {
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
      query?: {
        /**
         * @description `unavailable`: also lists what lies in the workers' models directories and is not
         *     served, with the reason.
         */
        include?: 'unavailable'
      }
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
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'files.list': {
    parameters: {
      query?: {
        /** @description Files on one page. */
        limit?: number
        /** @description Order by upload time. */
        order?: 'asc' | 'desc'
        /**
         * @description Id of the last file of the previous page. After an unknown one there is nothing.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        after?: string
        /**
         * @description Only files uploaded with this purpose.
         * @example vision
         */
        purpose?: string
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
          'application/json': components['schemas']['FileList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'files.create': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'multipart/form-data': components['schemas']['CreateFile']
        'application/x-www-form-urlencoded': components['schemas']['CreateFile']
      }
    }
    responses: {
      /** @description The file is stored. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['File']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'files.retrieve': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        file_id: components['parameters']['FileId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The file. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['File']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['FileNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'files.remove': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        file_id: components['parameters']['FileId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The file is deleted. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeletedFile']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['FileNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'files.content': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        file_id: components['parameters']['FileId']
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
          'image/jpeg': components['schemas']['Bytes']
          'image/png': components['schemas']['Bytes']
          'image/webp': components['schemas']['Bytes']
          'image/avif': components['schemas']['Bytes']
          'image/gif': components['schemas']['Bytes']
          'image/heic': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
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
          'image/jpeg': components['schemas']['Bytes']
          'image/png': components['schemas']['Bytes']
          'image/webp': components['schemas']['Bytes']
          'image/avif': components['schemas']['Bytes']
          'image/gif': components['schemas']['Bytes']
          'image/heic': components['schemas']['Bytes']
        }
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
      404: components['responses']['FileNotFound']
      416: components['responses']['RangeNotSatisfiable']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.model': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Any name of the model that a create takes; a slash in it may be encoded or not.
         * @example wan-demo
         */
        model_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The model. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ModelCapabilities']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['ModelNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'access.caller': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The caller. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Caller']
        }
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'access.createMediaSession': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The session has begun. */
      201: {
        headers: {
          /** @description The cookie. */
          'Set-Cookie'?: string
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['MediaSession']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'access.endMediaSession': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description There is no session any more. */
      204: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'access.signInMethods': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The ways. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignInMethods']
        }
      }
      400: components['responses']['BadRequest']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'access.signIn': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SignIn']
      }
    }
    responses: {
      /** @description The key. */
      201: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignedIn']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'access.beginOidc': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The page of the issuer. */
      302: {
        headers: {
          Location?: string
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content?: never
      }
      400: components['responses']['BadRequest']
      404: components['responses']['NotFound']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'access.finishOidc': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The console. */
      302: {
        headers: {
          Location?: string
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content?: never
      }
      404: components['responses']['NotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.listTenants': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['TenantList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.createTenant': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateTenant']
      }
    }
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CreatedTenant']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      409: components['responses']['TenantExists']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.getTenant': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Tenant']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.deleteTenant': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Closed; what it has is being deleted. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeletedTenant']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      409: components['responses']['TenantInUse']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.updateTenant': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateTenant']
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Tenant']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.rotateWebhookSecret': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookSecret']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.operations': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The present state. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Operations']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.statistics': {
    parameters: {
      query?: {
        /** @description How far to look back. */
        hours?: number
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The figures of the last hours. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Statistics']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.usage': {
    parameters: {
      query?: {
        /** @description How many days. */
        days?: number
      }
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The days, oldest first. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Usage']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.createSignInLink': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateSignInLink']
      }
    }
    responses: {
      /** @description The link. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignInLink']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.listKeys': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ApiKeyList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.createKey': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiKey']
      }
    }
    responses: {
      /** @description Done. */
      201: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['CreatedApiKey']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.revokeKey': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        key_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ApiKey']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.signKey': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        key_id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['SignApiKey']
      }
    }
    responses: {
      /** @description The key, and for `hmac-sha256` its secret. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['SignedApiKey']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'admin.unsignKey': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        key_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The key. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ApiKey']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['NotFoundForOperator']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.list': {
    parameters: {
      query?: {
        /** @description Id of the last item of the previous page. */
        after?: string
        /** @description Items on one page. */
        limit?: number
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
          'application/json': components['schemas']['WebhookEndpointList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.create': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateWebhookEndpoint']
      }
    }
    responses: {
      /** @description The endpoint. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookEndpointWithSecret']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.get': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The endpoint. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookEndpoint']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['EndpointNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.update': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['UpdateWebhookEndpoint']
      }
    }
    responses: {
      /** @description The endpoint. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookEndpoint']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['EndpointNotFound']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.remove': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The endpoint is deleted. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['DeletedWebhookEndpoint']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['EndpointNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.rotateSecret': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    requestBody?: {
      content: {
        'application/json': components['schemas']['RotateWebhookSecret']
      }
    }
    responses: {
      /** @description The endpoint with its new secret. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookEndpointWithSecret']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['EndpointNotFound']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.test': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['TestWebhookEndpoint']
      }
    }
    responses: {
      /** @description The address answered, with `status_code`. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookTest']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['EndpointNotFound']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.resend': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ResendWebhookEvent']
      }
    }
    responses: {
      /** @description The delivery is scheduled. */
      202: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookResend']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['EndpointOrEventNotFound']
      409: components['responses']['EndpointDisabled']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.recover': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['RecoverWebhookEvents']
      }
    }
    responses: {
      /** @description The deliveries are scheduled. */
      202: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookRecovery']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['EndpointNotFound']
      409: components['responses']['EndpointDisabled']
      413: components['responses']['TooLarge']
      415: components['responses']['UnsupportedMediaType']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.attempts': {
    parameters: {
      query?: {
        /** @description Id of the last item of the previous page. */
        after?: string
        /** @description Items on one page. */
        limit?: number
      }
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        endpoint_id: components['parameters']['EndpointId']
      }
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
          'application/json': components['schemas']['WebhookAttemptList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['EndpointNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'openai.attempts': {
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
      /** @description All of them. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['AttemptList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.videoAttempts': {
    parameters: {
      query?: {
        /** @description Id of the last item of the previous page. */
        after?: string
        /** @description Items on one page. */
        limit?: number
      }
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
      /** @description One page. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookAttemptList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      404: components['responses']['VideoNotFound']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'webhooks.eventTypes': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description All event types that an endpoint can subscribe to. */
      200: {
        headers: {
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookEventTypeList']
        }
      }
      400: components['responses']['BadRequest']
      401: components['responses']['Unauthorized']
      403: components['responses']['Forbidden']
      429: components['responses']['TooManyRequests']
      500: components['responses']['InternalError']
      503: components['responses']['Unavailable']
    }
  }
  'files.get': {
    parameters: {
      query?: {
        /** @description Unix time at which the link expires. */
        expires?: string
        /** @description Content type of the answer. Default: the stored one. */
        type?: string
        /** @description File name for saving. */
        name?: string
        /** @description Signature over the rest of the link. */
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
      /** @description The requested range. */
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
  'webhooks.keys': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Id of the webhook endpoint, or of the tenant.
         * @example whe_5f0c8a1de2b34c7f9a6b1c2d3e4f5a6b
         */
        signer: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The keys, the current one first. They may be kept for an hour. */
      200: {
        headers: {
          'Cache-Control'?: string
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['WebhookKeySet']
        }
      }
      404: components['responses']['NotFound']
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
      /** @description The process is alive. */
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
           *         "workers": "ok",
           *         "engines": "ok",
           *         "clock": "ok"
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
      /** @description A page that loads nothing from other hosts. */
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
      /** @description The file; `openapi.json` is the contract as the page fills in its fields. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'application/json': Record<string, never>
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
  'ops.console': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The page. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          'text/html': string
        }
      }
      /** @description The address has a slash at its end; the page has none. */
      308: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
      500: components['responses']['InternalError']
    }
  }
  'ops.consoleFile': {
    parameters: {
      query?: never
      header?: never
      path: {
        /**
         * @description Name of the file, which may contain slashes.
         * @example main.0123456789.js
         */
        key: string
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
          'image/svg+xml': string
          'image/webp': components['schemas']['Bytes']
          'font/woff2': components['schemas']['Bytes']
        }
      }
      404: components['responses']['NotFound']
      500: components['responses']['InternalError']
    }
  }
  'wan21.submit': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['Wan21Submit']
      }
    }
    responses: {
      /** @description The task is accepted. */
      202: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Wan21Submitted']
        }
      }
      400: components['responses']['Wan21_400']
      401: components['responses']['Wan21_401']
      403: components['responses']['Wan21_403']
      413: components['responses']['Wan21_413']
      415: components['responses']['Wan21_415']
      422: components['responses']['Wan21_422']
      429: components['responses']['Wan21_429']
      500: components['responses']['Wan21_500']
      503: components['responses']['Wan21_503']
    }
  }
  'wan21.status': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['Wan21Id']
      }
    }
    responses: {
      /** @description The task as it is now. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Wan21Status']
        }
      }
      400: components['responses']['Wan21_400']
      401: components['responses']['Wan21_401']
      403: components['responses']['Wan21_403']
      404: components['responses']['Wan21_404']
      413: components['responses']['Wan21_413']
      415: components['responses']['Wan21_415']
      422: components['responses']['Wan21_422']
      429: components['responses']['Wan21_429']
      500: components['responses']['Wan21_500']
      503: components['responses']['Wan21_503']
    }
  }
  'wan21.cancel': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['Wan21Cancel']
      }
    }
    responses: {
      /** @description The task is cancelled, or has been asked to stop. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Wan21Cancelled']
        }
      }
      400: components['responses']['Wan21_400']
      401: components['responses']['Wan21_401']
      403: components['responses']['Wan21_403']
      404: components['responses']['Wan21_404']
      413: components['responses']['Wan21_413']
      415: components['responses']['Wan21_415']
      422: components['responses']['Wan21_422']
      429: components['responses']['Wan21_429']
      500: components['responses']['Wan21_500']
      503: components['responses']['Wan21_503']
    }
  }
  'wan21.file': {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @example 5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e.mp4 */
        file: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The mp4. */
      200: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          ETag: components['headers']['ContentETag']
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      206: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          ETag: components['headers']['ContentETag']
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The content is at a signed link. */
      302: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
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
      404: components['responses']['Legacy404']
      410: components['responses']['Legacy410']
      416: components['responses']['Legacy416']
      429: components['responses']['Wan21_429']
      500: components['responses']['Wan21_500']
      503: components['responses']['Wan21_503']
    }
  }
  'comfy.describe': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Name, model and paths. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ComfyDescription']
        }
      }
      /** @description The page for browsers. */
      302: {
        headers: {
          /** @description Address of the page. */
          Location?: string
          [name: string]: unknown
        }
        content?: never
      }
      500: components['responses']['Legacy500']
    }
  }
  'comfy.health': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The state of the service. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ComfyHealth']
        }
      }
      500: components['responses']['Legacy500']
    }
  }
  'comfy.uploadAndGenerate': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'multipart/form-data': components['schemas']['ComfyUpload']
        'application/x-www-form-urlencoded': components['schemas']['ComfyUpload']
      }
    }
    responses: {
      /** @description The task is accepted. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ComfySubmitted']
        }
      }
      400: components['responses']['Legacy400']
      401: components['responses']['Legacy401']
      403: components['responses']['Legacy403']
      413: components['responses']['Legacy413']
      415: components['responses']['Legacy415']
      422: components['responses']['Legacy422']
      429: components['responses']['Legacy429']
      500: components['responses']['Legacy500']
      503: components['responses']['Legacy503']
    }
  }
  'comfy.generate': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['ComfyGenerate']
      }
    }
    responses: {
      /** @description The task is accepted. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ComfySubmitted']
        }
      }
      400: components['responses']['Legacy400']
      401: components['responses']['Legacy401']
      403: components['responses']['Legacy403']
      413: components['responses']['Legacy413']
      415: components['responses']['Legacy415']
      422: components['responses']['Legacy422']
      429: components['responses']['Legacy429']
      500: components['responses']['Legacy500']
      503: components['responses']['Legacy503']
    }
  }
  'comfy.status': {
    parameters: {
      query?: {
        /** @description `404`: an unknown id gets that status. Default: it gets 200 with the status `unknown`. */
        unknown?: string
      }
      header?: never
      path: {
        /** @example 0190b7e0-c1f2-4b6f-9d1c-6f7f6b8f2a11 */
        prompt_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The task as it is now. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ComfyStatus']
        }
      }
      400: components['responses']['Legacy400']
      401: components['responses']['Legacy401']
      403: components['responses']['Legacy403']
      404: components['responses']['Legacy404']
      422: components['responses']['Legacy422']
      429: components['responses']['Legacy429']
      500: components['responses']['Legacy500']
      503: components['responses']['Legacy503']
    }
  }
  'comfy.uploadAndGenerateSync': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'multipart/form-data': components['schemas']['ComfyUploadSync']
        'application/x-www-form-urlencoded': components['schemas']['ComfyUploadSync']
      }
    }
    responses: {
      /** @description The video is completed. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ComfyFinished']
        }
      }
      400: components['responses']['Legacy400']
      401: components['responses']['Legacy401']
      403: components['responses']['Legacy403']
      404: components['responses']['Legacy404']
      /** @description The timeout elapsed; the task continues. */
      408: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ComfyUnfinished']
        }
      }
      413: components['responses']['Legacy413']
      415: components['responses']['Legacy415']
      422: components['responses']['Legacy422']
      429: components['responses']['Legacy429']
      /** @description The video could not be made. */
      500: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['ComfyUnfinished']
        }
      }
      503: components['responses']['Legacy503']
    }
  }
  'comfy.view': {
    parameters: {
      query?: {
        /** @example wan2.2_i2v_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e.mp4 */
        filename?: string
        subfolder?: string
        type?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The mp4. */
      200: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          ETag: components['headers']['ContentETag']
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      206: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          ETag: components['headers']['ContentETag']
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The content is at a signed link. */
      302: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
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
      404: components['responses']['Legacy404']
      410: components['responses']['Legacy410']
      416: components['responses']['Legacy416']
      429: components['responses']['Legacy429']
      500: components['responses']['Legacy500']
      503: components['responses']['Legacy503']
    }
  }
  't2v.generate': {
    parameters: {
      query?: never
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['T2vGenerate']
      }
    }
    responses: {
      /** @description The task is accepted. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['T2vSubmitted']
        }
      }
      400: components['responses']['Legacy400']
      401: components['responses']['Legacy401']
      403: components['responses']['Legacy403']
      413: components['responses']['Legacy413']
      415: components['responses']['Legacy415']
      422: components['responses']['Legacy422']
      429: components['responses']['Legacy429']
      500: components['responses']['Legacy500']
      503: components['responses']['Legacy503']
    }
  }
  't2v.status': {
    parameters: {
      query: {
        /** @example 0190b7e0-c1f2-4b6f-9d1c-6f7f6b8f2a11 */
        task_id: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The task as it is now. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['T2vStatus']
        }
      }
      400: components['responses']['Legacy400']
      401: components['responses']['Legacy401']
      403: components['responses']['Legacy403']
      404: components['responses']['Legacy404']
      422: components['responses']['Legacy422']
      429: components['responses']['Legacy429']
      500: components['responses']['Legacy500']
      503: components['responses']['Legacy503']
    }
  }
  'i2vgen.generate': {
    parameters: {
      query?: {
        /** @description The API key, instead of the header. */
        token?: string
      }
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['I2vgenGenerate']
      }
    }
    responses: {
      /** @description The video, or the reason why there is none. */
      200: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['I2vgenGenerated']
        }
      }
      401: components['responses']['Legacy401']
      403: components['responses']['Legacy403']
      404: components['responses']['Legacy404']
      413: components['responses']['Legacy413']
      415: components['responses']['Legacy415']
      422: components['responses']['Legacy422']
      429: components['responses']['I2vgen_429']
      500: components['responses']['I2vgen_500']
      503: components['responses']['I2vgen_503']
    }
  }
  'i2vgen.file': {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @example video_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e.mp4 */
        file: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description The mp4. */
      200: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          ETag: components['headers']['ContentETag']
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      206: {
        headers: {
          'Accept-Ranges'?: 'bytes'
          ETag: components['headers']['ContentETag']
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
          [name: string]: unknown
        }
        content: {
          'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The content is at a signed link. */
      302: {
        headers: {
          Deprecation: components['headers']['Deprecation']
          Sunset: components['headers']['Sunset']
          Link: components['headers']['LegacyLink']
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
      404: components['responses']['Legacy404']
      410: components['responses']['Legacy410']
      416: components['responses']['Legacy416']
      429: components['responses']['Legacy429']
      500: components['responses']['Legacy500']
      503: components['responses']['Legacy503']
    }
  }
  'webhook.completed': {
    parameters: {
      query?: never
      header: {
        /** @description Id of the event; the same on every attempt. */
        'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
        'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /**
         * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
         *     separated by spaces.
         */
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
      /** @description The delivery is retried later. */
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
        /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
        'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /**
         * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
         *     separated by spaces.
         */
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
      /** @description The delivery is retried later. */
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
        /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
        'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /**
         * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
         *     separated by spaces.
         */
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
      /** @description The delivery is retried later. */
      '4XX': {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  'webhook.batchCompleted': {
    parameters: {
      query?: never
      header: {
        /** @description Id of the event; the same on every attempt. */
        'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
        'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /**
         * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
         *     separated by spaces.
         */
        'webhook-signature': components['parameters']['WebhookSignature']
      }
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        'application/json': components['schemas']['BatchEvent']
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
      /** @description The delivery is retried later. */
      '4XX': {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
}
