// Generated from openapi.yaml by `npm run generate`; not edited by hand.

export interface paths {
  readonly '/v1/videos': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * List videos
     * @description Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
     *     `after`, with the same filters. Only videos that match all filters are listed.
     */
    readonly get: operations['openai.list']
    readonly put?: never
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
    readonly post: operations['openai.create']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/extensions': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
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
    readonly post: operations['openai.extend']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/sync': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
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
    readonly post: operations['openai.createSync']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/estimate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
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
    readonly post: operations['openai.estimate']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/batches': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
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
    readonly post: operations['openai.createBatch']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/batches/{batch_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly batch_id: components['parameters']['BatchId']
      }
      readonly cookie?: never
    }
    /**
     * Retrieve a batch
     * @description The number of videos in each state, and the state of every item.
     */
    readonly get: operations['openai.getBatch']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/batches/{batch_id}/cancel': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly batch_id: components['parameters']['BatchId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Cancel a batch
     * @description Cancels every video of the batch that has not ended, as `POST /v1/videos/{video_id}/cancel`
     *     does: queued ones at once, running ones within one denoising step. Ended ones stay as they
     *     are. Cancelling again has no further effect.
     */
    readonly post: operations['openai.cancelBatch']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/edits': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Edit a video (not available)
     * @description Always answers 501 `video_edits_unsupported`: the models generate videos and cannot edit
     *     given ones. The path exists so that clients of OpenAI's `videos.edit` get a clear error.
     */
    readonly post: operations['openai.edit']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/characters': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Create a character (not available)
     * @description Always answers 404 `characters_unsupported`: the models have no notion of characters. The
     *     path exists so that clients of OpenAI's `videos.createCharacter` get a clear error.
     */
    readonly post: operations['openai.createCharacter']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/characters/{character_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Retrieve a character (not available)
     * @description Always answers 404 `characters_unsupported`.
     */
    readonly get: operations['openai.getCharacter']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/{video_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    /**
     * Retrieve a video
     * @description A failed or cancelled video answers 200 with `status: failed` and its `error`. For an
     *     unfinished video, the answer says when to ask again.
     *
     *     `Prefer: wait=N` delays the answer until the video has ended. `If-None-Match` with the
     *     `ETag` of an earlier answer gets 304 as long as nothing has changed.
     */
    readonly get: operations['openai.get']
    readonly put?: never
    readonly post?: never
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
    readonly delete: operations['openai.remove']
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/{video_id}/cancel': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Cancel a video
     * @description A queued video is cancelled at once and answers `status: failed` with the error code
     *     `cancelled`. A running one stops within one denoising step; `cancel_requested_at` is set
     *     until it has stopped. Cancelling again has no further effect.
     */
    readonly post: operations['openai.cancel']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/{video_id}/events': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
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
    readonly get: operations['openai.watch']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/events': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * List events
     * @description Everything that has happened to the tenant's videos, oldest first. To continue, send the
     *     `last_id` of the last page that had events as `after`. No event is ever skipped.
     */
    readonly get: operations['openai.events']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/events/stream': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
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
    readonly get: operations['openai.watchAll']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/{video_id}/rerun': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Repeat a video
     * @description Queues a new video with the model, parameters, seed and inputs of this one, whichever way it
     *     ended. With the same model files on a device of the same class (see `manifest`), its frames
     *     are identical to the bit. Metadata and `webhook_url` are copied. A body, if any, has no
     *     fields: each is refused by its name.
     */
    readonly post: operations['openai.rerun']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/{video_id}/remix': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Remix a video
     * @description Queues a new video with another prompt. Everything else is that of this video, which must be
     *     completed and not expired: model, settings, seed, inputs, metadata and `webhook_url`.
     *     Fields that decide kind, size or length otherwise are refused; others are listed in
     *     `adjustments`.
     */
    readonly post: operations['openai.remix']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/{video_id}/content': {
    readonly parameters: {
      readonly query?: {
        /**
         * @description `video`: the mp4; `thumbnail`: one frame as webp; `spritesheet`: frames in a grid as jpg;
         *     `preview`: the latest rough webp of a running video. `0`, as clients of SGLang send it, is
         *     `video`.
         */
        readonly variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview' | '0'
      }
      readonly header?: {
        /**
         * @description One byte range. Several at once get the whole content.
         * @example bytes=0-1023
         */
        readonly Range?: string
        /** @description ETag that must still match for `Range` to apply. */
        readonly 'If-Range'?: string
        /** @description ETags of the client's copies. */
        readonly 'If-None-Match'?: string
      }
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    /**
     * Download a video
     * @description The bytes, or a redirect to a signed link, depending on the service's configuration. Content
     *     is available until the video's `expires_at`. `Accept` is ignored.
     */
    readonly get: operations['openai.content']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    /** Size, type and ETag of a video's content */
    readonly head: operations['openai.contentHead']
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/models': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * List models
     * @description The models that workers have registered, with their defaults and limits. A model stays in the
     *     list when its workers stop; `served` then says false.
     */
    readonly get: operations['openai.models']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/files': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * List files
     * @description Newest first unless `order` says otherwise. For the next page, send this page's `last_id` as
     *     `after`.
     */
    readonly get: operations['files.list']
    readonly put?: never
    /**
     * Upload a file
     * @description Stores an image for any number of videos: its `id` is then the `file_id` of
     *     `input_reference`. JPEG, PNG, WebP, AVIF or GIF (its first frame), at most 10 MB and 50
     *     megapixels, each side at least 64 pixels. Its bytes count towards the upload quota once, at the upload.
     *
     *     The file is kept for the service's retention time (30 days by default), or for
     *     `expires_after` if that is shorter.
     */
    readonly post: operations['files.create']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/files/{file_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly file_id: components['parameters']['FileId']
      }
      readonly cookie?: never
    }
    /**
     * Retrieve a file
     * @description The file's metadata; its bytes are at `/content`.
     */
    readonly get: operations['files.retrieve']
    readonly put?: never
    readonly post?: never
    /**
     * Delete a file
     * @description Videos that use the file keep their own copy of the image.
     */
    readonly delete: operations['files.remove']
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/files/{file_id}/content': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly file_id: components['parameters']['FileId']
      }
      readonly cookie?: never
    }
    /**
     * Download a file
     * @description The bytes as they were uploaded. `Accept` is ignored.
     */
    readonly get: operations['files.content']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/models/{model_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Retrieve a model
     * @description What a model can do: the JSON Schema of create bodies for it, recommended sizes, and
     *     measured step times per class of device. This is also OpenAI's `models.retrieve`.
     */
    readonly get: operations['openai.model']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/caller': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Whom the credentials stand for
     * @description The tenant and the scopes of the key or token that the request carries. A front end shows its
     *     controls by them.
     */
    readonly get: operations['access.caller']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/media_session': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Let a page show files
     * @description `<img>` and `<video>` cannot send a bearer header. The answer sets a cookie (`HttpOnly`,
     *     `SameSite=Strict`) that reads the content of the tenant's videos and files, and does nothing
     *     else, for up to 12 hours. It ends with the key or token that made it.
     */
    readonly post: operations['access.createMediaSession']
    /**
     * End a media session
     * @description Ends the session of the cookie that the request carries, and removes the cookie.
     */
    readonly delete: operations['access.endMediaSession']
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/sign_in': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Ways to sign in
     * @description How a person can sign in to a front end, beside an API key.
     */
    readonly get: operations['access.signInMethods']
    readonly put?: never
    /**
     * Exchange a one-time code for a key
     * @description The code of a link that `npm start` prints, or that an operator has made. It works once. The
     *     key expires after 12 hours.
     */
    readonly post: operations['access.signIn']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/sign_in/oidc': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Sign in at the issuer
     * @description For browsers: leads to the issuer of `OIDC_ISSUER` (OpenID Connect, authorization code with
     *     PKCE), and from there to the console.
     */
    readonly get: operations['access.beginOidc']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/sign_in/oidc/callback': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Come back from the issuer
     * @description For browsers: where the issuer sends them back to. They reach the console with a one-time
     *     code, or with the reason why there is none.
     */
    readonly get: operations['access.finishOidc']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/tenants': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** List tenants */
    readonly get: operations['admin.listTenants']
    readonly put?: never
    /**
     * Create a tenant
     * @description The webhook secret is shown in this answer only.
     */
    readonly post: operations['admin.createTenant']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/tenants/{tenant_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    /** Retrieve a tenant and its usage of today */
    readonly get: operations['admin.getTenant']
    readonly put?: never
    readonly post?: never
    /**
     * Delete a tenant
     * @description Its keys and tokens are refused from the next request on (reads with one that reads 32 times
     *     a second and more, within a quarter of a second), its unfinished videos are cancelled and
     *     nothing is delivered any more. Its videos and files are deleted within minutes. The id
     *     cannot be used again. The tenant of the credentials in use cannot be deleted.
     */
    readonly delete: operations['admin.deleteTenant']
    readonly options?: never
    readonly head?: never
    /**
     * Change limits, priority or name of a tenant
     * @description Limits apply from the next request on, to reads of a caller with 32 a second and more within
     *     a quarter of a second; `null` restores the default of the settings, 0 means no limit. A new
     *     priority applies to videos created from now on.
     */
    readonly patch: operations['admin.updateTenant']
    readonly trace?: never
  }
  readonly '/admin/tenants/{tenant_id}/webhook-secret': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Rotate the webhook secret of a tenant
     * @description For 24 hours every webhook carries two signatures, one per secret, so that receivers have
     *     time to change over.
     */
    readonly post: operations['admin.rotateWebhookSecret']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/operations': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * What the service does now
     * @description Workers and their engines, running videos of all tenants, what waits by tenant and model, and
     *     the queues of jobs. No prompt and no input is part of it.
     */
    readonly get: operations['admin.operations']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/statistics': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * What the service did
     * @description Ended videos and engine seconds by period, durations by model, the health of webhooks, and
     *     what is stored.
     */
    readonly get: operations['admin.statistics']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/tenants/{tenant_id}/usage': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    /**
     * A tenant's usage by day
     * @description Engine seconds and bytes of uploads for each of the last days, in UTC; today is the last one.
     */
    readonly get: operations['admin.usage']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/tenants/{tenant_id}/sign_in_links': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Make a one-time link to the console
     * @description Whoever opens the link first is signed in to the console for 12 hours, as the tenant and with
     *     the scopes given. The link is shown in this answer only.
     */
    readonly post: operations['admin.createSignInLink']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/tenants/{tenant_id}/keys': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    /** List the API keys of a tenant, including revoked ones */
    readonly get: operations['admin.listKeys']
    readonly put?: never
    /**
     * Create an API key
     * @description The key itself is shown in this answer only. A tenant may have any number of keys. To rotate
     *     one, create another, change over, and revoke the first.
     */
    readonly post: operations['admin.createKey']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/tenants/{tenant_id}/keys/{key_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        readonly key_id: string
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    readonly post?: never
    /**
     * Revoke an API key
     * @description The key is refused from the next request on; while it reads 32 times a second and more, its
     *     reads within a quarter of a second. Revoking again has no further effect.
     */
    readonly delete: operations['admin.revokeKey']
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/admin/tenants/{tenant_id}/keys/{key_id}/signature': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        readonly key_id: string
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
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
    readonly post: operations['admin.signKey']
    /**
     * Stop requiring signatures for an API key
     * @description From the next request on, signatures are neither required nor checked (reads of a key with
     *     32 a second and more may still need one for another 250 ms).
     */
    readonly delete: operations['admin.unsignKey']
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/webhook_endpoints': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * List webhook endpoints
     * @description Newest first.
     */
    readonly get: operations['webhooks.list']
    readonly put?: never
    /**
     * Register a webhook endpoint
     * @description Events of the given types are delivered to it, in addition to the `webhook_url` of a
     *     request. `signing_secret` is shown here and after a rotation only.
     */
    readonly post: operations['webhooks.create']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/webhook_endpoints/{endpoint_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    /** Retrieve a webhook endpoint */
    readonly get: operations['webhooks.get']
    readonly put?: never
    /**
     * Change a webhook endpoint
     * @description Omitted members stay as they are. `disabled: false` enables an endpoint again, also one that
     *     was disabled by a 410.
     */
    readonly post: operations['webhooks.update']
    /**
     * Delete a webhook endpoint
     * @description Deletes the endpoint and its attempts. Pending deliveries are dropped.
     */
    readonly delete: operations['webhooks.remove']
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/webhook_endpoints/{endpoint_id}/rotate_secret': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Replace the signing secret
     * @description With `keep_old_secret_active_for_24_hours`, every delivery of the next 24 hours carries a
     *     signature by each secret.
     */
    readonly post: operations['webhooks.rotateSecret']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/webhook_endpoints/{endpoint_id}/test': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Send a sample event
     * @description Sends one sample event immediately, without retries, even to a disabled endpoint. Answers
     *     `webhook_unreachable` if the address does not answer.
     */
    readonly post: operations['webhooks.test']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/webhook_endpoints/{endpoint_id}/resend': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Resend an event
     * @description Delivers the same bytes with the same `webhook-id`, whatever event types the endpoint has.
     */
    readonly post: operations['webhooks.resend']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/webhook_endpoints/{endpoint_id}/recover': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Deliver missed events
     * @description Schedules every event of the endpoint's types since the given time that has neither been
     *     delivered to it nor is pending, at most 1000 per request.
     */
    readonly post: operations['webhooks.recover']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/webhook_endpoints/{endpoint_id}/attempts': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    /**
     * List delivery attempts to an endpoint
     * @description Newest first.
     */
    readonly get: operations['webhooks.attempts']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/{video_id}/attempts': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    /**
     * List attempts
     * @description The tries of a video by workers, the first one first: on which engine, from which checkpoint,
     *     and how each ended. A video whose result was reused has none.
     */
    readonly get: operations['openai.attempts']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/videos/{video_id}/webhook_attempts': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    /**
     * List delivery attempts for a video
     * @description Attempts to its `webhook_url` and to every endpoint, newest first.
     */
    readonly get: operations['webhooks.videoAttempts']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/webhook_event_types': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** List event types */
    readonly get: operations['webhooks.eventTypes']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/files/{key}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Download by signed link
     * @description Links of the filesystem storage driver. The link itself is the permission; it is valid until
     *     `expires`.
     */
    readonly get: operations['files.get']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/webhook_keys/{signer}/jwks.json': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Public keys of webhook signatures
     * @description The Ed25519 keys that verify the `v1a` signatures of one endpoint, or of one tenant for the
     *     `webhook_url` of requests, as a JSON Web Key Set. While a key is being replaced there are
     *     two. Empty when the service has no signing key.
     */
    readonly get: operations['webhooks.keys']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/livez': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Liveness */
    readonly get: operations['ops.livez']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/readyz': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
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
    readonly get: operations['ops.readyz']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/metrics': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Prometheus metrics
     * @description Needs the bearer token in METRICS_TOKEN. Without that setting, only loopback may read
     *     metrics. API_METRICS_PORT serves them on a port of their own.
     */
    readonly get: operations['ops.metrics']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/openapi.json': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** This document */
    readonly get: operations['ops.openapi']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/docs': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Interactive documentation */
    readonly get: operations['ops.docs']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/docs/{file}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Scripts and styles of the documentation page */
    readonly get: operations['ops.docsFile']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/console': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * The console
     * @description A page on which people make, watch and manage videos. It speaks this API alone, with the key
     *     that they paste, and loads nothing from other hosts.
     */
    readonly get: operations['ops.console']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/console/{key}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Scripts, styles, pictures and the font of the console
     * @description Every name carries a digest of the content, so a file never changes.
     */
    readonly get: operations['ops.consoleFile']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/video/submit': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Create a video from an image
     * @deprecated
     * @description The image is fetched before the answer; an unusable one is answered with 400. Unknown fields
     *     are ignored. Values above the limits of the served model are reduced to them.
     */
    readonly post: operations['wan21.submit']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/video/status': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * State and result of a task
     * @deprecated
     */
    readonly post: operations['wan21.status']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/video/cancel': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Cancel a queued task
     * @deprecated
     * @description A running task is refused with 400, unless `cancel_running` is set.
     */
    readonly post: operations['wan21.cancel']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/videos/{file}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Download a result
     * @deprecated
     * @description No credentials needed: whoever knows the address may download. After the content has
     *     expired, the answer is 410.
     */
    readonly get: operations['wan21.file']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Name and paths of the service
     * @deprecated
     * @description A browser, which prefers `text/html`, is led to the console or, where there is none, to the
     *     documentation.
     */
    readonly get: operations['comfy.describe']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/health': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Whether videos can be made
     * @deprecated
     * @description Always answers 200; the body says whether a worker is alive.
     */
    readonly get: operations['comfy.health']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/api/upload_and_generate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Create a video from an uploaded image
     * @deprecated
     * @description For seven days, later calls of `/api/generate` with the same key can refer to the image by
     *     its name.
     */
    readonly post: operations['comfy.uploadAndGenerate']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/api/generate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Create a video from an image uploaded earlier
     * @deprecated
     */
    readonly post: operations['comfy.generate']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/api/status/{prompt_id}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * State and result of a task
     * @deprecated
     */
    readonly get: operations['comfy.status']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/api/upload_and_generate_sync': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Create a video from an uploaded image and wait for it
     * @deprecated
     */
    readonly post: operations['comfy.uploadAndGenerateSync']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/cfui/view': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Download a result
     * @deprecated
     * @description No credentials needed: whoever knows the file name may download. After the content has
     *     expired, the answer is 410.
     */
    readonly get: operations['comfy.view']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/t2v/generate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Create a video from text
     * @deprecated
     * @description `style` is appended to the prompt, and the service's standard negative prompt to
     *     `negative_prompt`. `frame_rate` has no effect: the model has its own rate. Answers 503 when
     *     no text-to-video model is served.
     */
    readonly post: operations['t2v.generate']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/v1/t2v/status': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * State and result of a task
     * @deprecated
     */
    readonly get: operations['t2v.status']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/api/v1/generate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /**
     * Create a video from an image and wait for it
     * @deprecated
     * @description Credentials are accepted as `?token=` or in the header. An unusable image or value is
     *     answered with 200, too, with `success: false`. Closing the connection cancels the video.
     */
    readonly post: operations['i2vgen.generate']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly '/outputs/{file}': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /**
     * Download a result
     * @deprecated
     * @description No credentials needed: whoever knows the address may download. After the content has
     *     expired, the answer is 410.
     */
    readonly get: operations['i2vgen.file']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
}
export interface webhooks {
  readonly 'video.completed': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** A video has completed */
    readonly post: operations['webhook.completed']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly 'video.failed': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** A video has failed */
    readonly post: operations['webhook.failed']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly 'video.cancelled': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** A video has been cancelled */
    readonly post: operations['webhook.cancelled']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
  readonly 'batch.completed': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly get?: never
    readonly put?: never
    /** Every video of a batch has ended */
    readonly post: operations['webhook.batchCompleted']
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    readonly patch?: never
    readonly trace?: never
  }
}
export interface components {
  schemas: {
    readonly VideoParameters: {
      /**
       * @description What happens in the video.
       * @example Waves roll onto the beach
       */
      readonly prompt: string
      /**
       * @description What to keep out of the video. Default: the model's own negative prompt; an empty text
       *     means none.
       */
      readonly negative_prompt?: string | null
      /**
       * @description Id or alias of a model, in any case; its Hugging Face id (`Wan-AI/…-Diffusers`) is one
       *     more name. Default, also for an empty text: the first registered one that makes videos
       *     from the inputs given, be it the prompt alone, a first frame, or a first and a last
       *     frame. A model marked as a fallback, as the demo model is, serves only where no other
       *     does. OpenAI's model names select this default, too.
       * @example wan-demo
       */
      readonly model?: string | null
      /**
       * @description `WIDTHxHEIGHT`, or a shape at the model's pixel area: an aspect ratio such as `16:9`, or
       *     `auto` for that of the image. Default: the model's default size. Sides are rounded to
       *     multiples of the model's `size_multiple`.
       * @example auto
       * @example 832x480
       */
      readonly size?: string | null
      /**
       * @description Duration. `num_frames` is more exact and takes precedence.
       * @example 4
       */
      readonly seconds?: string | number | null
      /**
       * @description Frames to generate. Wan makes 4n + 1 frames; other numbers are rounded and listed in
       *     `adjustments`. 1 makes a video of one frame with a model whose `limits.min_frames` is 1; others
       *     take no less than theirs.
       * @example 81
       */
      readonly num_frames?: number | null
      /** @description Frames per second of the mp4. Default: the model's own rate. */
      readonly fps?: number | null
      /** @description Denoising steps. */
      readonly num_inference_steps?: number | null
      /**
       * @description How strongly the prompt guides the video. 1 turns guidance off and halves the time; below
       *     1 the negative prompt outweighs the prompt.
       */
      readonly guidance_scale?: number | null
      /** @description The guidance scale of the second transformer, for models that have one. */
      readonly guidance_scale_2?: number | null
      /** @description Shift of the flow-matching schedule towards noise. */
      readonly flow_shift?: number | null
      /**
       * @description How the steps go from one noise level to the next, out of the model's `samplers`.
       *     diffusers' `UniPCMultistepScheduler` is `unipc`, and its
       *     `FlowMatchEulerDiscreteScheduler` is `euler` with the schedule `E`. Default: the model's.
       * @enum {string|null}
       */
      readonly scheduler?:
        'unipc' | 'euler' | 'UniPCMultistepScheduler' | 'FlowMatchEulerDiscreteScheduler' | null
      /**
       * @description The noise levels that the steps visit, out of the model's `samplers`. Default: the model's.
       * @enum {string|null}
       */
      readonly schedule?: 'A' | 'B' | 'L' | 'E' | null
      /**
       * @description Share of the noise below which the second transformer takes over, for models that have
       *     one. Default: the model's.
       */
      readonly boundary_ratio?: number | null
      /**
       * @description EasyCache: skips steps whose velocity is estimated to change little, which halves the
       *     time of long runs, roughly, and changes the video slightly. `true` means the threshold
       *     0.05; a larger threshold skips more steps. Off by default, and in runs of up to 8 steps.
       */
      readonly easy_cache?: boolean | number | null
      /**
       * @description LoRAs to add to the model, out of its `loras`, several at once. `strength` is 1 by
       *     default: 0.5 has half the effect, and a negative one the opposite. `strength_2` is that for
       *     the second transformer, of models that have one; by default it is `strength`.
       */
      readonly loras?:
        | readonly {
            readonly name: string
            readonly strength?: number
            readonly strength_2?: number | null
          }[]
        | null
      /**
       * @description Seed of the random numbers. Default: a random one, as with -1. Only its low 32 bits count,
       *     as in torch, whose generator makes the noise: a larger seed is taken modulo 4294967296,
       *     which `adjustments` says. A video always reports the seed that was used.
       */
      readonly seed?: number | null
      /**
       * @description A request with a `seed` immediately gets the result of a finished video of the same
       *     tenant whose model files, parameters, images and seed are the same. Its status is then
       *     `completed`, and `cached_from` names that video. A reused result costs no engine seconds
       *     and has its own lifetime. `false` generates the video in any case, and keeps it from
       *     being reused.
       * @example false
       */
      readonly cache?: boolean | null
      /**
       * @description Cancels the video with the error code `start_timeout` if no worker has started it this
       *     long after its creation. Later attempts are not limited by it.
       * @example 60
       */
      readonly start_timeout_seconds?: number | null
      /**
       * @description Address that receives a webhook when the video has ended; http or https, without
       *     credentials, its host in ASCII (`xn--…`).
       * @example https://app.example.com/hooks/videos
       */
      readonly webhook_url?: string | null
      /** @description Up to 16 pairs of text that are returned with the video. */
      readonly metadata?: {
        readonly [key: string]: string
      } | null
    }
    /** @description Exactly one of `image_url`, `file_id` and `video_id`. */
    readonly ImageReference: {
      /**
       * @description http or https URL, or a base64 data URL. JPEG, PNG, WebP, AVIF or GIF (its first frame),
       *     at most 10 MB and 50 megapixels, each side at least 64 pixels. Redirects are not
       *     followed, and private addresses are refused.
       */
      readonly image_url?: string
      /**
       * @description Id of a file uploaded to `/v1/files`.
       * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
       */
      readonly file_id?: string
      /**
       * @description Id of a completed video whose content has not expired. The new video begins with its
       *     last frame, in the exact pixels that the model made.
       * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
       */
      readonly video_id?: string
      /**
       * @description Which frame of `video_id`. Only the last one is available.
       * @enum {string}
       */
      readonly frame?: 'last'
    }
    readonly CreateVideoJson: components['schemas']['VideoParameters'] & {
      /**
       * @description The first frame; required by image-to-video models. A text is read as `image_url`,
       *     or as JSON.
       */
      readonly input_reference?: components['schemas']['ImageReference'] | string | null
      /**
       * @description The last frame, in the same forms; required by first-and-last-frame models, and
       *     accepted by models whose `inputs.last_frame` is `optional`.
       */
      readonly last_frame?: components['schemas']['ImageReference'] | string | null
    }
    readonly CreateVideoForm: components['schemas']['VideoParameters'] & {
      /**
       * @description The first frame as a file (JPEG, PNG, WebP, AVIF or GIF, at most 10 MB), or as in
       *     JSON bodies.
       */
      readonly input_reference?: string | components['schemas']['ImageReference']
      /** @description The last frame, in the same forms, for models that take one. */
      readonly last_frame?: string | components['schemas']['ImageReference']
    }
    readonly Video: {
      readonly id: string
      /** @constant */
      readonly object: 'video'
      readonly model: string
      /**
       * @description A cancelled video is `failed` with the error code `cancelled`, or with
       *     `deadline_exceeded` or `start_timeout` if it missed that deadline.
       * @enum {string}
       */
      readonly status: 'queued' | 'in_progress' | 'completed' | 'failed'
      /** @description Percent. */
      readonly progress: number
      readonly created_at: components['schemas']['UnixTime']
      /** @description When the video was completed. */
      readonly completed_at: components['schemas']['UnixTime'] | null
      /** @description When its content expires. */
      readonly expires_at: components['schemas']['UnixTime'] | null
      readonly prompt: string | null
      /** @description WIDTHxHEIGHT in use. */
      readonly size: string
      /**
       * @description The length that was asked for in `seconds`, in whole seconds where it was; else the true
       *     length of the file, num_frames / fps.
       */
      readonly seconds: string
      /** @description Id of the video that this one remixes with another prompt. */
      readonly remixed_from_video_id: string | null
      readonly error: {
        readonly code: components['schemas']['ErrorCode']
        readonly message: string
      } | null
      readonly negative_prompt: string
      readonly num_frames: number
      readonly fps: number
      readonly num_inference_steps: number
      readonly guidance_scale: number
      readonly guidance_scale_2: number | null
      readonly flow_shift: number
      /** @description Sampler; null: the model's own. */
      readonly scheduler: string | null
      /** @description Noise levels; null: the model's own. */
      readonly schedule: string | null
      /** @description Null: the model's own. */
      readonly boundary_ratio: number | null
      /** @description Threshold in use; null when every step is computed. */
      readonly easy_cache: number | null
      /** @description The LoRAs in use beside those of the model itself. */
      readonly loras: readonly components['schemas']['UsedLora'][]
      /** @description The seed in use; random if none was given. */
      readonly seed: number
      /** @description Current phase of a running video. */
      readonly phase:
        ('load' | 'encode_prompt' | 'encode_image' | 'denoise' | 'decode' | 'encode_video' | 'upload') | null
      /** @description Denoising steps done. */
      readonly step: number
      /** @description Denoising steps in all. */
      readonly steps: number
      /** @description 1 is the next to start; tenants with queued videos take turns. Null unless queued. */
      readonly queue_position: number | null
      /**
       * @description `model_not_served` while no live worker serves the model at this size;
       *     `concurrency_limit` while the tenant already has as many running videos as it may; null
       *     while the video waits only for a free worker.
       */
      readonly queue_reason: ('concurrency_limit' | 'model_not_served') | null
      /** @description Estimated time until finished; null without a measurement. */
      readonly eta_seconds: number | null
      /** @description Attempts that count towards the maximum. */
      readonly attempts: number
      /** @description When the current or last attempt began. */
      readonly started_at: components['schemas']['UnixTime'] | null
      /** @description Set while a running video is being stopped. */
      readonly cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description When it is cancelled unless it has ended (`Cancel-After`). */
      readonly cancel_at: components['schemas']['UnixTime'] | null
      /** @description When it is cancelled unless it has started (`start_timeout_seconds`). */
      readonly start_by: components['schemas']['UnixTime'] | null
      /** @description Seconds per phase of the finished run. */
      readonly timings: {
        readonly [key: string]: number
      } | null
      /** @description Every value that was changed or ignored, and why. */
      readonly adjustments: readonly components['schemas']['Adjustment'][]
      readonly metadata: {
        readonly [key: string]: string
      }
      readonly webhook_url: string | null
      /** @description Id of the video that this one extends. */
      readonly extended_from_video_id: string | null
      /** @description Id of the video that this one repeats. */
      readonly rerun_of: string | null
      /** @description Id of the video whose result this one reuses. */
      readonly cached_from: string | null
      /** @description Id of the batch that it belongs to. */
      readonly batch_id: string | null
      /** @description Everything that determined a completed video. Lists leave it null, and the video by its id has it. */
      readonly manifest: components['schemas']['Manifest'] | null
      /**
       * Format: uri
       * @description Latest rough image of the current or last attempt, which needs the same credentials.
       *     Null while there is none.
       */
      readonly preview_url: string | null
      /**
       * @description Addresses of the content, which need the same credentials. Null before completion and
       *     after expiry.
       */
      readonly urls: {
        /** Format: uri */
        readonly video: string
        /** Format: uri */
        readonly thumbnail: string
        /** Format: uri */
        readonly spritesheet: string
      } | null
    }
    readonly CreateBatch: {
      /**
       * @description Bodies of `POST /v1/videos`, up to the service's limit (1000 by default). Each may have
       *     its own `webhook_url` and `metadata`.
       */
      readonly items: readonly (
        | components['schemas']['CreateVideoJson']
        | {
            readonly [key: string]: unknown
          }
      )[]
      /**
       * @description Address that receives a webhook when all videos have ended; http or https, without
       *     credentials.
       */
      readonly webhook_url?: string | null
      /**
       * @description Up to 16 pairs of text that are returned with the batch. They are not copied to its
       *     videos.
       */
      readonly metadata?: {
        readonly [key: string]: string
      } | null
    }
    readonly VideoBatch: {
      readonly id: string
      /** @constant */
      readonly object: 'video.batch'
      /**
       * @description `completed` when all of its videos have ended, in whatever way.
       * @enum {string}
       */
      readonly status: 'in_progress' | 'completed'
      readonly created_at: components['schemas']['UnixTime']
      readonly completed_at: components['schemas']['UnixTime'] | null
      readonly cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description Number of items in each status, and in total. */
      readonly counts: {
        readonly total: number
        readonly queued: number
        readonly in_progress: number
        readonly completed: number
        readonly failed: number
        readonly cancelled: number
        readonly rejected: number
        readonly deleted: number
      }
      readonly metadata: {
        readonly [key: string]: string
      }
      readonly webhook_url: string | null
      /** @description In the order of the request. */
      readonly items: readonly components['schemas']['BatchItem'][]
    }
    readonly UsedLora: {
      readonly name: string
      readonly strength: number
      /** @description For the second transformer; null for models with one. */
      readonly strength_2: number | null
    }
    readonly BatchItem: {
      /** @description Position in the request. */
      readonly index: number
      /** @description Null when the item was rejected. */
      readonly video_id: string | null
      /**
       * @description Status of its video, with `cancelled` apart from `failed`; `rejected` if no video was
       *     created, `deleted` if the video was deleted.
       * @enum {string}
       */
      readonly status:
        'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled' | 'rejected' | 'deleted'
      readonly error: {
        readonly code: components['schemas']['ErrorCode']
        readonly message: string
        /** @description The field at fault. */
        readonly param: string | null
      } | null
    }
    /** @description What a request would become. No such video exists. */
    readonly VideoEstimate: {
      /** @constant */
      readonly object: 'video.estimate'
      /** @description Id of the model in use. */
      readonly model: string
      readonly prompt: string
      readonly negative_prompt: string
      /** @description WIDTHxHEIGHT in use. */
      readonly size: string
      /** @description As `seconds` of the video. */
      readonly seconds: string
      readonly num_frames: number
      readonly fps: number
      readonly num_inference_steps: number
      readonly guidance_scale: number
      readonly guidance_scale_2: number | null
      readonly flow_shift: number
      /** @description Sampler; null: the model's own. */
      readonly scheduler: string | null
      /** @description Noise levels; null: the model's own. */
      readonly schedule: string | null
      /** @description Null: the model's own. */
      readonly boundary_ratio: number | null
      /** @description Threshold in use. */
      readonly easy_cache: number | null
      /** @description The LoRAs in use beside those of the model itself. */
      readonly loras: readonly components['schemas']['UsedLora'][]
      /** @description Null if none was given: the video gets a random one. */
      readonly seed: number | null
      /** @description Every value that would be changed or ignored, and why. */
      readonly adjustments: readonly components['schemas']['Adjustment'][]
      /** @description 1 would be the next to start. */
      readonly queue_position: number
      /**
       * @description `model_not_served` when no live worker serves the model at this size;
       *     `concurrency_limit` when it would have to wait for another video of the tenant to end,
       *     which `queue_wait_seconds` does not include.
       */
      readonly queue_reason: ('concurrency_limit' | 'model_not_served') | null
      /** @description Time until an engine is free for it. */
      readonly queue_wait_seconds: number | null
      /** @description Duration of its own run. */
      readonly run_seconds: number | null
      /** @description Time until it would be finished. */
      readonly eta_seconds: number | null
      /**
       * @description Why times are null: no worker is alive, or its devices have not yet run this model at
       *     this size and number of frames.
       */
      readonly seconds_unknown: ('no_worker' | 'not_measured') | null
      /** @description What fits in the memory of the devices; null when no worker has reported it. */
      readonly memory: {
        /** @description Maximum pixels per frame (width × height) at this number of frames. */
        readonly max_pixels: number
      } | null
      /** @description Engine seconds that would be charged to the day's quota; 0 without a quota. */
      readonly booked_gpu_seconds: number
    }
    /**
     * @description Everything that determined the video. The same values on a device of the same class give
     *     frames that are identical to the bit. Of a video that another server made, what only that
     *     server knows is null, and `upstream` says what it was asked for.
     */
    readonly Manifest: {
      readonly model: string
      /**
       * @description SHA-256 of every file read from the model folder, by path, LoRA files included. Those of
       *     requested LoRAs begin with `LORAS_DIR/`.
       */
      readonly files: {
        readonly [key: string]: components['schemas']['Sha256']
      }
      readonly loras: readonly {
        /** @description That of the request which asked for it. Absent for those of the model itself. */
        readonly name?: string
        readonly file: string
        /** @enum {string} */
        readonly expert: 'transformer' | 'transformer_2'
        readonly strength: number
      }[]
      /** @description Version of the code that turns model configurations into graphs. */
      readonly graph_builder: string | null
      readonly onnx_runtime: string | null
      /**
       * @description What computed it; `videos` and `comfyui` are other servers.
       * @enum {string}
       */
      readonly provider: 'cpu' | 'cuda' | 'videos' | 'comfyui'
      /** @description Data type of the transformer's arithmetic. */
      readonly dtype: string | null
      readonly device_class: string
      readonly scheduler: string | null
      readonly schedule: string | null
      readonly steps: number
      readonly flow_shift: number
      readonly guidance_scale: number
      readonly guidance_scale_2: number | null
      /** @description Noise level below which the second transformer takes over. */
      readonly boundary: number | null
      readonly seed: number
      readonly noise: {
        /** @description Generator that turns the seed into noise; `torch-cpu` is torch.randn on the CPU. */
        readonly generator: string
        readonly version: number
      } | null
      readonly size: string
      readonly num_frames: number
      readonly fps: number
      /** @description Number of prompt tokens, including the end token. */
      readonly prompt_tokens: number | null
      /** @description Whether the prompt was cut to the 512 tokens that fit. */
      readonly prompt_truncated: boolean | null
      /** @description SHA-256 of the prepared images, and of the video that was extended. */
      readonly inputs: {
        readonly first_frame: components['schemas']['Sha256'] | null
        readonly last_frame: components['schemas']['Sha256'] | null
        readonly preceding_video: components['schemas']['Sha256'] | null
      }
      /**
       * @description Tiles in which the given images were encoded and the frames decoded, because memory held
       *     no whole picture. Each is null if it was whole; null altogether if both were.
       */
      readonly vae_tiles: {
        readonly encode: components['schemas']['TileGrid'] | null
        readonly decode: components['schemas']['TileGrid'] | null
      } | null
      readonly easy_cache: {
        readonly threshold: number
        readonly skipped_steps: number
      } | null
      /** @description Step after which the last attempt resumed from an earlier attempt's checkpoint. */
      readonly resumed_from_step: number | null
      /** @description The server that made the video; null where this service computed it. */
      readonly upstream: components['schemas']['Upstream'] | null
      readonly video: {
        readonly sha256: components['schemas']['Sha256']
      }
    }
    readonly Upstream: {
      /** @description Its name in ENGINES. */
      readonly server: string
      /**
       * @description The software.
       * @example vllm-omni
       */
      readonly kind: string
      readonly version: string | null
      /** @description The server's name of the model. */
      readonly model: string | null
      /** @description The server's id of the video. */
      readonly video_id: string
      /** @description Digest of the workflow as it was sent, for servers that take one. */
      readonly workflow_sha256: components['schemas']['Sha256'] | null
      /** @description The fields that were sent, without prompts and pictures. */
      readonly parameters: {
        readonly [key: string]: unknown
      }
    }
    /**
     * @description In pixels: the sides of a tile, and the distances between the starts of neighbours, which
     *     blend over the difference. diffusers' `enable_tiling` makes the same tiles of these values.
     */
    readonly TileGrid: {
      readonly height: number
      readonly width: number
      readonly stride_height: number
      readonly stride_width: number
    }
    readonly Sha256: string
    readonly Adjustment: {
      readonly field: string
      /** @description The value sent. */
      readonly requested: unknown
      /** @description The value in use; null if the field was ignored. */
      readonly used: unknown
      readonly reason: string
    }
    readonly VideoList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['Video'][]
      readonly first_id: string | null
      readonly last_id: string | null
      readonly has_more: boolean
    }
    readonly DeletedVideo: {
      readonly id: string
      /** @constant */
      readonly object: 'video.deleted'
      /** @constant */
      readonly deleted: true
    }
    /** @description Without fields, since a rerun repeats its source as it is. */
    readonly RerunVideo: Record<string, never>
    readonly RemixVideo: {
      /**
       * @description What happens in the video.
       * @example Waves roll onto the beach
       */
      readonly prompt: string
    }
    readonly ExtendVideo: {
      /** @description The completed video, by id, or an mp4 as a file of a form. */
      readonly video:
        | {
            /** @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11 */
            readonly id: string
          }
        | string
      /**
       * @description What happens in the video.
       * @example Waves roll onto the beach
       */
      readonly prompt: string
      /** @description How much to add. The number of frames is rounded as for a new video. */
      readonly seconds: number | string
      /** @description Default: random. */
      readonly seed?: number | null
    }
    /**
     * @description Returned with the file, and otherwise unused.
     * @enum {string}
     */
    readonly FilePurpose: 'vision' | 'user_data' | 'assistants'
    readonly CreateFile: {
      /**
       * Format: binary
       * @description The image.
       */
      readonly file: string
      readonly purpose: components['schemas']['FilePurpose']
      /** @description When to delete the file, if earlier than the service would. */
      readonly expires_after?: {
        /** @enum {string} */
        readonly anchor: 'created_at'
        /** @description From 3600 to 2592000. */
        readonly seconds: number | string
      } | null
    }
    readonly File: {
      readonly id: string
      /** @constant */
      readonly object: 'file'
      readonly bytes: number
      readonly created_at: components['schemas']['UnixTime']
      readonly expires_at: components['schemas']['UnixTime']
      readonly filename: string
      readonly purpose: components['schemas']['FilePurpose']
      /** @constant */
      readonly status: 'processed'
      /** @enum {string} */
      readonly content_type:
        'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif' | 'image/gif' | 'image/heic'
    }
    readonly FileList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['File'][]
      readonly first_id: string | null
      readonly last_id: string | null
      readonly has_more: boolean
    }
    readonly DeletedFile: {
      readonly id: string
      /** @constant */
      readonly object: 'file'
      /** @constant */
      readonly deleted: true
    }
    readonly ModelList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['Model'][]
      /** @description Only with `include=unavailable`. */
      readonly unavailable?: readonly {
        /** @description Name in the models directory. */
        readonly folder: string
        readonly reason: string
      }[]
    }
    /** @enum {string} */
    readonly InputPresence: 'required' | 'optional' | 'none'
    readonly Model: {
      readonly id: string
      /** @constant */
      readonly object: 'model'
      readonly created: components['schemas']['UnixTime']
      readonly owned_by: string
      readonly title: string
      /**
       * @description `t2v`: from text; `i2v`: from an image; `flf2v`: from a first and a last frame; `ti2v`:
       *     from text with or without an image.
       * @enum {string}
       */
      readonly task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
      /** @description Which images the model takes, as `input_reference` and as `last_frame`. */
      readonly inputs: {
        readonly first_frame: components['schemas']['InputPresence']
        readonly last_frame: components['schemas']['InputPresence']
      }
      /**
       * @description Whether a live worker serves the model now. A video for a model that none serves waits in
       *     the queue until one does; its `queue.reason` is then `model_not_served`.
       */
      readonly served: boolean
      readonly aliases: readonly string[]
      readonly fps: number
      readonly defaults: {
        readonly size: string
        readonly num_frames: number
        readonly num_inference_steps: number
        readonly guidance_scale: number
        /** @description Null for models with one transformer. */
        readonly guidance_scale_2: number | null
        readonly flow_shift: number
        readonly scheduler: string
        readonly schedule: string
        readonly negative_prompt: string
      }
      /**
       * @description What a request may choose as `scheduler` and `schedule`, the model's own first. A model
       *     distilled for few steps has its own alone.
       */
      readonly samplers: readonly {
        /** @enum {string} */
        readonly scheduler: 'unipc' | 'euler'
        /** @enum {string} */
        readonly schedule: 'A' | 'B' | 'E' | 'L'
      }[]
      readonly limits: {
        readonly min_side: number
        readonly max_pixels: number
        /** @description Pixel area of the size `auto`. */
        readonly auto_area: number
        readonly size_multiple: number
        readonly min_frames: number
        readonly max_frames: number
        readonly min_steps: number
        readonly max_steps: number
      }
      /**
       * @description What lies in the model's folder and has no effect: keys of configurations, keys of LoRA
       *     files that belong to nothing.
       */
      readonly unapplied: readonly string[]
      /**
       * @description Whether requests above the limits are reduced and listed in `adjustments`, or refused
       *     with 400.
       * @enum {string}
       */
      readonly oversize: 'shrink' | 'refuse'
      /**
       * @description Given when the memory of the serving devices is tighter than the model's limits: the
       *     maximum pixels per frame, each up to its number of frames, in ascending order. 0: no
       *     size fits. Empty: the limits apply.
       */
      readonly fitting_sizes: readonly {
        readonly num_frames: number
        readonly max_pixels: number
      }[]
      /**
       * @description Given when some of the sizes that fit are encoded and decoded in overlapping tiles, because
       *     memory does not hold their whole pictures: the maximum pixels per frame without tiles,
       *     in a table like `fitting_sizes`. Empty: no size needs tiles.
       */
      readonly untiled_sizes: readonly {
        readonly num_frames: number
        readonly max_pixels: number
      }[]
    }
    readonly ModelCapabilities: {
      readonly id: string
      /** @constant */
      readonly object: 'model'
      readonly created: components['schemas']['UnixTime']
      readonly owned_by: string
      readonly title: string
      /**
       * @description `t2v`: from text; `i2v`: from an image; `flf2v`: from a first and a last frame; `ti2v`:
       *     from text with or without an image.
       * @enum {string}
       */
      readonly task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
      /**
       * @description Whether a live worker serves the model now. A video for a model that none serves waits in
       *     the queue until one does; its `queue.reason` is then `model_not_served`.
       */
      readonly served: boolean
      readonly aliases: readonly string[]
      readonly fps: number
      readonly defaults: {
        readonly size: string
        readonly num_frames: number
        readonly num_inference_steps: number
        readonly guidance_scale: number
        /** @description Null for models with one transformer. */
        readonly guidance_scale_2: number | null
        readonly flow_shift: number
        readonly scheduler: string
        readonly schedule: string
        readonly negative_prompt: string
      }
      /**
       * @description What a request may choose as `scheduler` and `schedule`, the model's own first. A model
       *     distilled for few steps has its own alone.
       */
      readonly samplers: readonly {
        /** @enum {string} */
        readonly scheduler: 'unipc' | 'euler'
        /** @enum {string} */
        readonly schedule: 'A' | 'B' | 'E' | 'L'
      }[]
      readonly limits: {
        readonly min_side: number
        readonly max_pixels: number
        /** @description Pixel area of the size `auto`. */
        readonly auto_area: number
        readonly size_multiple: number
        readonly min_frames: number
        readonly max_frames: number
        readonly min_steps: number
        readonly max_steps: number
      }
      /**
       * @description What lies in the model's folder and has no effect: keys of configurations, keys of LoRA
       *     files that belong to nothing.
       */
      readonly unapplied: readonly string[]
      /**
       * @description Whether requests above the limits are reduced and listed in `adjustments`, or refused
       *     with 400.
       * @enum {string}
       */
      readonly oversize: 'shrink' | 'refuse'
      /** @description Which images the model takes, as `input_reference` and as `last_frame`. */
      readonly inputs: {
        readonly first_frame: components['schemas']['InputPresence']
        readonly last_frame: components['schemas']['InputPresence']
      }
      /**
       * @description Recommended sizes: the default, those that workers warm up for, and common aspect ratios
       *     at the model's pixel area. Others are possible.
       */
      readonly sizes: readonly string[]
      /** @description The LoRAs that you may name in `loras`. */
      readonly loras: readonly {
        readonly name: string
        /** @description The transformers that it changes; one, or both of a model with two. */
        readonly experts: readonly ('transformer' | 'transformer_2')[]
      }[]
      /**
       * @description Possible numbers of frames: `min`, `min + step` and so on up to `max`. Others are
       *     rounded.
       */
      readonly frames: {
        readonly default: number
        readonly min: number
        readonly max: number
        readonly step: number
      }
      /**
       * @description Given when the memory of the serving devices is tighter than the model's limits: the
       *     maximum pixels per frame, each up to its number of frames, in ascending order. 0: no
       *     size fits. Empty: the limits apply.
       */
      readonly fitting_sizes: readonly {
        readonly num_frames: number
        readonly max_pixels: number
      }[]
      /**
       * @description Given when some of the sizes that fit are encoded and decoded in overlapping tiles, because
       *     memory does not hold their whole pictures: the maximum pixels per frame without tiles,
       *     in a table like `fitting_sizes`. Empty: no size needs tiles.
       */
      readonly untiled_sizes: readonly {
        readonly num_frames: number
        readonly max_pixels: number
      }[]
      /** @description Averages over finished runs; empty before the first one. */
      readonly speeds: readonly {
        readonly size: string
        readonly num_frames: number
        readonly num_inference_steps: number
        /** @description Devices of one class are equally fast. */
        readonly device_class: string
        readonly seconds_per_step: number
        /** @description Loading, and encoding of the inputs. */
        readonly seconds_before: number
        /** @description Decoding, encoding and upload. */
        readonly seconds_after: number
        readonly runs: number
        readonly updated_at: components['schemas']['UnixTime']
      }[]
      /** @description JSON Schema (draft 2020-12) of the JSON bodies of a create with this model. */
      readonly input_schema: {
        readonly [key: string]: unknown
      }
    }
    readonly VideoEvent: {
      /** @description The same as `webhook-id`. */
      readonly id: string
      /** @constant */
      readonly object: 'event'
      readonly created_at: components['schemas']['UnixTime']
      /** @enum {string} */
      readonly type: 'video.completed' | 'video.failed' | 'video.cancelled'
      readonly data: {
        /** @description Id of the video. */
        readonly id: string
      }
    }
    readonly BatchEvent: {
      /** @description The same as `webhook-id`. */
      readonly id: string
      /** @constant */
      readonly object: 'event'
      readonly created_at: components['schemas']['UnixTime']
      /** @constant */
      readonly type: 'batch.completed'
      readonly data: {
        /** @description Id of the batch. */
        readonly id: string
      }
    }
    readonly Event: {
      /** @description The same in streams, in the feed and as `webhook-id`. */
      readonly id: string
      /** @constant */
      readonly object: 'event'
      readonly created_at: components['schemas']['UnixTime']
      /**
       * @description `video.retrying` follows a temporary failure; `video.released` means that the worker
       *     stopped and the video returned to the queue. `webhook_endpoint.disabled`: the service
       *     has disabled an endpoint, whose `disabled_reason` says why.
       * @enum {string}
       */
      readonly type:
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
      readonly data: {
        /** @description Id of the video, batch or webhook endpoint. */
        readonly id: string
      }
    }
    readonly EventList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['Event'][]
      readonly first_id: string | null
      readonly last_id: string | null
      /** @description Whether more events are available now. */
      readonly has_more: boolean
    }
    /** @enum {string} */
    readonly WebhookEventType: 'video.completed' | 'video.failed' | 'video.cancelled' | 'batch.completed'
    readonly WebhookKeySet: {
      readonly keys: readonly {
        /** @constant */
        readonly kty: 'OKP'
        /** @constant */
        readonly crv: 'Ed25519'
        /** @description The public key in base64url. */
        readonly x: string
        /** @description Its thumbprint (RFC 7638). */
        readonly kid: string
        /** @constant */
        readonly use: 'sig'
        /** @constant */
        readonly alg: 'EdDSA'
      }[]
    }
    readonly WebhookEventTypes: readonly components['schemas']['WebhookEventType'][]
    /** @example My application */
    readonly WebhookName: string
    /**
     * @description http or https, without credentials; its host in ASCII (`xn--…`).
     * @example https://app.example.com/hooks/videos
     */
    readonly WebhookUrl: string
    /** @description Sent with every delivery. Headers that HTTP or the signature needs cannot be set. */
    readonly WebhookHeaders: {
      readonly [key: string]: string
    }
    readonly CreateWebhookEndpoint: {
      readonly event_types: components['schemas']['WebhookEventTypes']
      readonly name: components['schemas']['WebhookName']
      readonly url: components['schemas']['WebhookUrl']
      readonly headers?: components['schemas']['WebhookHeaders']
      /** @description A disabled endpoint receives nothing; `recover` delivers what it missed. */
      readonly disabled?: boolean
    }
    readonly UpdateWebhookEndpoint: {
      readonly event_types?: components['schemas']['WebhookEventTypes']
      readonly name?: components['schemas']['WebhookName']
      readonly url?: components['schemas']['WebhookUrl']
      readonly headers?: components['schemas']['WebhookHeaders']
      /** @description A disabled endpoint receives nothing; `recover` delivers what it missed. */
      readonly disabled?: boolean
    }
    readonly RotateWebhookSecret: {
      readonly keep_old_secret_active_for_24_hours?: boolean
    }
    readonly TestWebhookEndpoint: {
      readonly event_type: components['schemas']['WebhookEventType']
    }
    readonly ResendWebhookEvent: {
      /** @example evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e */
      readonly event_id: string
    }
    readonly RecoverWebhookEvents: {
      /**
       * @description Unix time.
       * @example 1764000000
       */
      readonly since: number
    }
    readonly WebhookEndpoint: {
      readonly id: string
      /** @constant */
      readonly object: 'webhook_endpoint'
      readonly created_at: components['schemas']['UnixTime']
      readonly updated_at: components['schemas']['UnixTime']
      readonly name: string
      readonly url: string
      readonly event_types: readonly components['schemas']['WebhookEventType'][]
      readonly headers: {
        readonly [key: string]: string
      }
      readonly disabled: boolean
      /**
       * @description `gone`: the address answered 410. `failing`: for 120 hours every attempt failed. Either
       *     is told by the event `webhook_endpoint.disabled` in the feed; `disabled: false` enables
       *     the endpoint again, and a recovery sends what it has missed.
       * @enum {string|null}
       */
      readonly disabled_reason: 'gone' | 'failing' | null
      readonly signing_secret_hint: string | null
    }
    readonly WebhookEndpointWithSecret: {
      readonly id: string
      /** @constant */
      readonly object: 'webhook_endpoint'
      readonly created_at: components['schemas']['UnixTime']
      readonly updated_at: components['schemas']['UnixTime']
      readonly name: string
      readonly url: string
      readonly event_types: readonly components['schemas']['WebhookEventType'][]
      readonly headers: {
        readonly [key: string]: string
      }
      readonly disabled: boolean
      /**
       * @description `gone`: the address answered 410. `failing`: for 120 hours every attempt failed. Either
       *     is told by the event `webhook_endpoint.disabled` in the feed; `disabled: false` enables
       *     the endpoint again, and a recovery sends what it has missed.
       * @enum {string|null}
       */
      readonly disabled_reason: 'gone' | 'failing' | null
      readonly signing_secret_hint: string | null
      /** @description `whsec_` and base64. */
      readonly signing_secret: string
    }
    readonly WebhookEndpointList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['WebhookEndpoint'][]
      readonly first_id: string | null
      readonly last_id: string | null
      readonly has_more: boolean
    }
    readonly DeletedWebhookEndpoint: {
      readonly id: string
      /** @constant */
      readonly object: 'webhook_endpoint.deleted'
      /** @constant */
      readonly deleted: true
    }
    readonly WebhookTest: {
      /** @constant */
      readonly object: 'webhook_endpoint.test'
      readonly event_type: components['schemas']['WebhookEventType']
      readonly status_code: number
      /** @constant */
      readonly success: true
      readonly webhook_endpoint_id: string
    }
    readonly WebhookResend: {
      /** @constant */
      readonly object: 'webhook_endpoint.resend'
      readonly event_id: string
      readonly webhook_endpoint_id: string
    }
    readonly WebhookRecovery: {
      /** @constant */
      readonly object: 'webhook_endpoint.recovery'
      readonly webhook_endpoint_id: string
      readonly since: components['schemas']['UnixTime']
      readonly deliveries: number
      /** @description Whether there are more missed events. */
      readonly has_more: boolean
    }
    readonly WebhookAttempt: {
      readonly id: string
      /** @constant */
      readonly object: 'webhook_attempt'
      readonly created_at: components['schemas']['UnixTime']
      readonly event_id: string
      readonly event_type: components['schemas']['WebhookEventType']
      /** @description Null for an event of a batch. */
      readonly video_id: string | null
      /** @description Null for an event of a video. */
      readonly batch_id: string | null
      /** @description Null for the `webhook_url` of the video or the batch. */
      readonly webhook_endpoint_id: string | null
      readonly url: string
      /** @description 1 is the first attempt. */
      readonly attempt: number
      readonly duration_ms: number
      readonly status_code: number | null
      /** @description Why there was no answer. */
      readonly error: string | null
      /** @description The first 4096 characters. */
      readonly response_body: string | null
      /** @enum {string} */
      readonly delivery_status: 'pending' | 'delivered' | 'failed'
      readonly next_attempt_at: components['schemas']['UnixTime'] | null
    }
    readonly Attempt: {
      /** @constant */
      readonly object: 'video.attempt'
      readonly video_id: string
      /** @description 1 is the first attempt. */
      readonly attempt: number
      readonly worker_id: string | null
      /** @description One of the worker's engines. */
      readonly engine: string | null
      /** @description As in `speeds` of a model. */
      readonly device_class: string | null
      readonly started_at: components['schemas']['UnixTime']
      /** @description Steps that were taken from an earlier attempt's checkpoint; null for none. */
      readonly resumed_from_step: number | null
      /** @description The step after which another attempt could resume; null without a checkpoint. */
      readonly checkpoint_step: number | null
      readonly checkpoint_at: components['schemas']['UnixTime'] | null
      readonly ended_at: components['schemas']['UnixTime'] | null
      /**
       * @description Null while it runs. `released`: its worker gave it back, and it does not count. `lost`:
       *     its worker fell silent.
       * @enum {string|null}
       */
      readonly outcome: 'completed' | 'failed' | 'cancelled' | 'released' | 'lost' | null
      /** @description Why it failed or was given back. */
      readonly error: {
        readonly code: string
        readonly message: string
      } | null
    }
    readonly AttemptList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['Attempt'][]
    }
    readonly WebhookAttemptList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['WebhookAttempt'][]
      readonly first_id: string | null
      readonly last_id: string | null
      readonly has_more: boolean
    }
    readonly WebhookEventTypeList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['WebhookEventType'][]
    }
    readonly VideoProgress: {
      /** @constant */
      readonly object: 'event'
      readonly created_at: components['schemas']['UnixTime']
      /** @constant */
      readonly type: 'video.progress'
      readonly data: {
        /** @description Id of the video. */
        readonly id: string
        /** @enum {string} */
        readonly status: 'queued' | 'in_progress' | 'completed' | 'failed'
        readonly progress: number
        readonly phase: string | null
        readonly step: number
        readonly steps: number
        /**
         * @description Step shown by the latest preview (`variant=preview` of the content); null without
         *     one.
         */
        readonly preview_step: number | null
        readonly eta_seconds: number | null
      }
    }
    readonly Readiness: {
      /** @enum {string} */
      readonly status: 'ready' | 'not_ready'
      /** @description `ok`, or what is wrong. */
      readonly checks: {
        readonly process: string
        readonly database: string
        readonly migrations: string
        readonly storage: string
        readonly workers: string
        readonly engines: string
        readonly clock: string
      }
    }
    /** @description An RFC 9457 problem with the member `error` that OpenAI's clients read. */
    readonly Problem: {
      /**
       * Format: uri
       * @description Ends with the code.
       */
      readonly type: string
      readonly title: string
      readonly status: number
      readonly detail: string
      readonly code: components['schemas']['ErrorCode']
      readonly request_id: string
      /** @description The fields that are wrong. */
      readonly errors: readonly {
        /** @description JSON pointer into the body, or `/query/…`, `/path/…`, `/header/…`. */
        readonly pointer: string
        readonly message: string
      }[]
      readonly error: {
        readonly message: string
        /** @enum {string} */
        readonly type:
          | 'invalid_request_error'
          | 'authentication_error'
          | 'permission_error'
          | 'not_found_error'
          | 'rate_limit_error'
          | 'server_error'
        readonly param: string | null
        readonly code: components['schemas']['ErrorCode']
      }
    }
    /** @enum {string} */
    readonly ErrorCode:
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
    readonly Operations: {
      /** @constant */
      readonly object: 'operations'
      readonly at: components['schemas']['UnixTime']
      /** @description Workers of the last hour, live ones first. */
      readonly workers: readonly {
        readonly id: string
        readonly host: string
        readonly engines: readonly {
          readonly name: string
          readonly device: string
          /** @description As in `speeds` of a model. */
          readonly device_class: string | null
          /** @description Why it cannot work, in one line; null while it can. */
          readonly fault: string | null
          /** @description The model of its current or last run; null before the first. */
          readonly model: string | null
          /** @description Seconds of the latest step; null before the first. */
          readonly step_seconds: number | null
          /** @description Memory of the machine that its process holds. */
          readonly resident_bytes: number | null
        }[]
        readonly models: readonly string[]
        /** @description Why it takes no videos now, as `<fault>: <reason>`; null while it takes them. */
        readonly paused_reason: string | null
        readonly started_at: components['schemas']['UnixTime']
        readonly last_seen_at: components['schemas']['UnixTime']
        /** @description Whether its heartbeat is recent. */
        readonly alive: boolean
      }[]
      /** @description Running videos, the longest one first; at most 200. */
      readonly running: readonly {
        readonly video_id: string
        readonly tenant_id: string
        readonly model: string
        readonly size: string
        readonly num_frames: number
        readonly phase: string | null
        readonly step: number
        readonly steps: number
        readonly attempt: number
        /** @description One of `workers`. */
        readonly worker_id: string | null
        /** @description The name of an engine of that worker. */
        readonly engine: string | null
        readonly started_at: components['schemas']['UnixTime'] | null
        readonly updated_at: components['schemas']['UnixTime']
        readonly eta_seconds: number | null
      }[]
      /** @description Unfinished videos by tenant and model, most first. */
      readonly queue: readonly {
        readonly tenant_id: string
        readonly model: string
        readonly queued: number
        readonly running: number
        readonly oldest_queued_at: components['schemas']['UnixTime'] | null
      }[]
      /** @description Background work in the queues of pg-boss. */
      readonly jobs: readonly {
        readonly name: string
        readonly waiting: number
        readonly active: number
        readonly failed: number
      }[]
    }
    readonly Statistics: {
      /** @constant */
      readonly object: 'statistics'
      readonly from: components['schemas']['UnixTime']
      readonly to: components['schemas']['UnixTime']
      /** @description Length of a period of `series`. */
      readonly period_seconds: number
      /** @description Videos by the period in which they ended, oldest first. */
      readonly series: readonly {
        readonly at: components['schemas']['UnixTime']
        readonly completed: number
        readonly failed: number
        readonly cancelled: number
        readonly engine_seconds: number
      }[]
      /** @description Completed runs by model; reused results are left out. */
      readonly models: readonly {
        readonly model: string
        readonly runs: number
        /** @description From the start of the last attempt to the end. */
        readonly mean_seconds: number
        readonly p95_seconds: number
        /** @description From the creation to the start. */
        readonly mean_wait_seconds: number
      }[]
      readonly webhooks: {
        /** @description Tries of deliveries in the time looked at. */
        readonly attempts: number
        readonly failed_attempts: number
        readonly pending: number
        readonly oldest_pending_at: components['schemas']['UnixTime'] | null
        readonly paused_destinations: number
        readonly disabled_endpoints: number
      }
      readonly storage: {
        /** @description Videos whose files are stored. */
        readonly videos: number
        readonly video_bytes: number
        readonly expiring_within_day: number
        /** @description Uploaded files. */
        readonly files: number
        readonly file_bytes: number
      }
    }
    readonly Usage: {
      /** @constant */
      readonly object: 'usage'
      readonly tenant_id: string
      readonly days: readonly {
        /**
         * Format: date
         * @example 2026-11-29
         */
        readonly day: string
        readonly gpu_seconds: number
        readonly upload_bytes: number
      }[]
    }
    readonly SignInMethods: {
      /** @constant */
      readonly object: 'sign_in_methods'
      /** @description Null without an issuer. */
      readonly oidc: {
        /** Format: uri */
        readonly issuer: string
        /**
         * Format: uri
         * @description Where a browser begins.
         */
        readonly url: string
      } | null
    }
    readonly MediaSession: {
      /** @constant */
      readonly object: 'media_session'
      readonly expires_at: components['schemas']['UnixTime']
    }
    readonly SignIn: {
      /** @example 2TzK0XyB9mM1e7bqv0lZQ3pW5nRj8sUd4cHfGaIoYkE */
      readonly code: string
    }
    readonly SignedIn: {
      /** @constant */
      readonly object: 'signed_in'
      /** @description Shown in this answer only. */
      readonly api_key: string
      readonly expires_at: components['schemas']['UnixTime']
    }
    /**
     * @example {
     *       "scopes": [
     *         "videos:write",
     *         "videos:read"
     *       ]
     *     }
     */
    readonly CreateSignInLink: {
      readonly scopes: components['schemas']['Scopes']
      /**
       * @description How long the link may be opened.
       * @default 900
       */
      readonly expires_in_seconds: number
    }
    readonly SignInLink: {
      /** @constant */
      readonly object: 'sign_in_link'
      /** Format: uri */
      readonly url: string
      readonly expires_at: components['schemas']['UnixTime']
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
    readonly Caller: {
      /** @constant */
      readonly object: 'caller'
      readonly tenant: {
        readonly id: string
        readonly name: string
      }
      readonly scopes: components['schemas']['Scopes']
      /**
       * @description What the request carried: an API key, a token, or nothing where that is permitted.
       * @enum {string}
       */
      readonly credentials: 'api_key' | 'jwt' | 'open'
    }
    readonly Tenant: {
      readonly id: string
      /** @constant */
      readonly object: 'tenant'
      readonly name: string
      /** @description Higher tiers start first. */
      readonly priority: number
      readonly created_at: components['schemas']['UnixTime']
      readonly requests_per_minute: number | null
      readonly request_burst: number | null
      readonly max_running: number | null
      readonly max_queued: number | null
      readonly gpu_seconds_per_day: number | null
      readonly upload_bytes_per_day: number | null
      /** @description The LoRAs that its requests may name; null for all. */
      readonly loras: readonly string[] | null
      /** @description The limits in effect, from the tenant or the settings. */
      readonly effective: {
        readonly requests_per_minute: number
        readonly request_burst: number
        readonly max_running: number
        readonly max_queued: number
        readonly gpu_seconds_per_day: number
        readonly upload_bytes_per_day: number
      }
      /** @description Since midnight UTC, including what is charged for queued and running videos. */
      readonly usage_today: {
        readonly gpu_seconds: number
        readonly upload_bytes: number
      }
    }
    readonly CreatedTenant: {
      readonly id: string
      /** @constant */
      readonly object: 'tenant'
      readonly name: string
      /** @description Higher tiers start first. */
      readonly priority: number
      readonly created_at: components['schemas']['UnixTime']
      readonly requests_per_minute: number | null
      readonly request_burst: number | null
      readonly max_running: number | null
      readonly max_queued: number | null
      readonly gpu_seconds_per_day: number | null
      readonly upload_bytes_per_day: number | null
      /** @description The LoRAs that its requests may name; null for all. */
      readonly loras: readonly string[] | null
      /** @description The limits in effect, from the tenant or the settings. */
      readonly effective: {
        readonly requests_per_minute: number
        readonly request_burst: number
        readonly max_running: number
        readonly max_queued: number
        readonly gpu_seconds_per_day: number
        readonly upload_bytes_per_day: number
      }
      /** @description Since midnight UTC, including what is charged for queued and running videos. */
      readonly usage_today: {
        readonly gpu_seconds: number
        readonly upload_bytes: number
      }
      readonly webhook_secret: string
    }
    readonly TenantList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['Tenant'][]
    }
    readonly CreateTenant: {
      /** @example globex */
      readonly id: string
      readonly name?: string
      readonly priority?: number
      readonly requests_per_minute?: number | null
      readonly request_burst?: number | null
      readonly max_running?: number | null
      readonly max_queued?: number | null
      readonly gpu_seconds_per_day?: number | null
      readonly upload_bytes_per_day?: number | null
      /** @description The LoRAs that its requests may name; null for all. */
      readonly loras?: readonly string[] | null
    }
    readonly UpdateTenant: {
      readonly name?: string
      readonly priority?: number
      readonly requests_per_minute?: number | null
      readonly request_burst?: number | null
      readonly max_running?: number | null
      readonly max_queued?: number | null
      readonly gpu_seconds_per_day?: number | null
      readonly upload_bytes_per_day?: number | null
      /** @description The LoRAs that its requests may name; null for all. */
      readonly loras?: readonly string[] | null
    }
    readonly WebhookSecret: {
      readonly webhook_secret: string
      readonly previous_valid_until: components['schemas']['UnixTime']
    }
    readonly Scopes: readonly ('videos:write' | 'videos:read' | 'webhooks:write' | 'files:write' | 'admin')[]
    /** @description Networks from which the key may be used; empty: any. */
    readonly Cidrs: readonly string[]
    readonly ApiKey: {
      readonly id: string
      /** @constant */
      readonly object: 'api_key'
      readonly tenant_id: string
      readonly name: string
      /** @description Enough of the key to recognise it. */
      readonly prefix: string
      readonly scopes: components['schemas']['Scopes']
      readonly allowed_cidrs: components['schemas']['Cidrs']
      readonly created_at: components['schemas']['UnixTime']
      /** @description Accurate to the minute. */
      readonly last_used_at: components['schemas']['UnixTime'] | null
      readonly revoked_at: components['schemas']['UnixTime'] | null
      /** @description When it stops by itself; null for a key that does not. */
      readonly expires_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      readonly signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      readonly signature_required: boolean
    }
    readonly DeletedTenant: {
      readonly id: string
      /** @constant */
      readonly object: 'tenant.deleted'
      /** @constant */
      readonly deleted: true
    }
    /** @enum {string} */
    readonly SignatureAlgorithm: 'ed25519' | 'hmac-sha256'
    readonly SignApiKey: {
      readonly algorithm: components['schemas']['SignatureAlgorithm']
      /** @description For `ed25519`, the 32 bytes of the public key in base64 (`x` of a JWK). */
      readonly public_key?: string
      /**
       * @description `false`: an unsigned request is accepted; a wrong signature is refused all the same.
       * @default true
       */
      readonly signature_required: boolean
    }
    readonly SignedApiKey: {
      readonly id: string
      /** @constant */
      readonly object: 'api_key'
      readonly tenant_id: string
      readonly name: string
      /** @description Enough of the key to recognise it. */
      readonly prefix: string
      readonly scopes: components['schemas']['Scopes']
      readonly allowed_cidrs: components['schemas']['Cidrs']
      readonly created_at: components['schemas']['UnixTime']
      /** @description Accurate to the minute. */
      readonly last_used_at: components['schemas']['UnixTime'] | null
      readonly revoked_at: components['schemas']['UnixTime'] | null
      /** @description When it stops by itself; null for a key that does not. */
      readonly expires_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      readonly signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      readonly signature_required: boolean
      /** @description For `hmac-sha256`: 32 bytes in base64, shown only now. */
      readonly signing_secret: string | null
    }
    readonly CreatedApiKey: {
      readonly id: string
      /** @constant */
      readonly object: 'api_key'
      readonly tenant_id: string
      readonly name: string
      /** @description Enough of the key to recognise it. */
      readonly prefix: string
      readonly scopes: components['schemas']['Scopes']
      readonly allowed_cidrs: components['schemas']['Cidrs']
      readonly created_at: components['schemas']['UnixTime']
      /** @description Accurate to the minute. */
      readonly last_used_at: components['schemas']['UnixTime'] | null
      readonly revoked_at: components['schemas']['UnixTime'] | null
      /** @description When it stops by itself; null for a key that does not. */
      readonly expires_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      readonly signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      readonly signature_required: boolean
      readonly key: string
    }
    readonly ApiKeyList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['ApiKey'][]
    }
    readonly CreateApiKey: {
      /** @example My application */
      readonly name: string
      readonly scopes: readonly (
        'videos:write' | 'videos:read' | 'webhooks:write' | 'files:write' | 'admin'
      )[]
      readonly allowed_cidrs?: components['schemas']['Cidrs']
    }
    readonly LegacyError: {
      readonly detail: string
    }
    /** @description The invalid fields in FastAPI's form; for other errors a sentence or an object. */
    readonly LegacyInvalid: {
      readonly detail:
        | readonly {
            readonly type: string
            readonly loc: readonly (string | number)[]
            readonly msg: string
            /** @description The value sent. */
            readonly input: unknown
            readonly ctx?: {
              readonly [key: string]: unknown
            }
          }[]
        | string
        | components['schemas']['Wan21Reason']
    }
    readonly Wan21Reason: {
      /** @constant */
      readonly status: 'Failed'
      readonly reason: string
    }
    readonly Wan21Error: {
      readonly detail: components['schemas']['Wan21Reason']
    }
    readonly Wan21Submit: {
      /**
       * @description Any value. A model that is not served is replaced by one of the same kind.
       * @default Wan2.1-I2V-14B-480P
       */
      readonly model: string
      /** @example Waves roll onto the beach */
      readonly prompt: string
      /**
       * @description http, https or data URL.
       * @example https://images.example.com/portrait.jpg
       */
      readonly image_url: string
      /**
       * @default auto
       * @enum {string}
       */
      readonly image_size: '480x832' | '832x480' | 'auto'
      readonly negative_prompt?: string | null
      readonly seed?: number | null
      /** @default 81 */
      readonly num_frames: number
      /** @default 3 */
      readonly guidance_scale: number
      /** @default 30 */
      readonly infer_steps: number
    }
    readonly Wan21Submitted: {
      readonly requestId: string
    }
    readonly Wan21Id: {
      /** @example 5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e */
      readonly requestId: string
    }
    readonly Wan21Cancel: {
      /** @example 5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e */
      readonly requestId: string
      /**
       * @description Also stop a running task.
       * @default false
       */
      readonly cancel_running: boolean
    }
    readonly Wan21Status: {
      /** @enum {string} */
      readonly status: 'InQueue' | 'InProgress' | 'Succeed' | 'Failed' | 'Cancelled'
      readonly reason: string | null
      readonly results: {
        readonly videos: readonly {
          /** Format: uri */
          readonly url: string
        }[]
        readonly timings: {
          /** @description Seconds. */
          readonly inference: number
        }
        /** @description The seed in use. */
        readonly seed: number
      } | null
      /** @description 1 is the next to start. */
      readonly queue_position: number | null
      /** @description The same. */
      readonly position: number | null
    }
    readonly Wan21Cancelled: {
      /** @constant */
      readonly status: 'Succeed'
    }
    readonly ComfyNumbers: {
      /** @default 1280 */
      readonly width: number | null
      /** @default 720 */
      readonly height: number | null
      /**
       * @description Frames.
       * @default 81
       */
      readonly length: number | null
      /** @default 4 */
      readonly steps: number | null
      /** @default 1 */
      readonly cfg: number | null
      /** @default 16 */
      readonly fps: number | null
      /** @description 0 means none. */
      readonly noise_seed?: number | null
    }
    readonly ComfyUpload: components['schemas']['ComfyNumbers'] & {
      /**
       * Format: binary
       * @description JPEG, PNG, WebP, AVIF or GIF, at most 10 MB.
       */
      readonly image: string
      /** @example Waves roll onto the beach */
      readonly prompt: string
    }
    readonly ComfyUploadSync: components['schemas']['ComfyUpload'] & {
      /**
       * @description Seconds to wait.
       * @default 600
       */
      readonly timeout: number | null
    }
    readonly ComfyGenerate: components['schemas']['ComfyNumbers'] & {
      /**
       * @description Name of an earlier upload.
       * @example photo.jpg
       */
      readonly image_filename: string
      /** @example Waves roll onto the beach */
      readonly prompt: string
    }
    readonly ComfySubmitted: {
      /** Format: uuid */
      readonly prompt_id: string
      /** @constant */
      readonly status: 'submitted'
      readonly message: string
    }
    readonly ComfyVideo: {
      readonly filename: string
      readonly subfolder: string
      readonly type: string
      readonly format: string
      readonly url: string
    }
    readonly ComfyStatus: {
      readonly prompt_id: string
      /** @enum {string} */
      readonly status: 'pending' | 'running' | 'completed' | 'failed' | 'unknown'
      /** @description Percent. */
      readonly progress: number | null
      readonly videos: readonly components['schemas']['ComfyVideo'][] | null
      readonly error: string | null
      /** @description The seed in use. */
      readonly seed: number | null
    }
    readonly ComfyFinished: {
      readonly prompt_id: string
      /** @constant */
      readonly status: 'completed'
      readonly videos: readonly components['schemas']['ComfyVideo'][]
      readonly message: string
      readonly seed: number
    }
    readonly ComfyUnfinished: {
      readonly detail: string
      /** @description Id of the task; absent if there is none. */
      readonly prompt_id?: string
    }
    readonly ComfyHealth: {
      /** @enum {string} */
      readonly status: 'healthy' | 'unhealthy'
      /** @enum {string} */
      readonly comfyui_status: 'connected' | 'disconnected'
      readonly error?: string
    }
    readonly ComfyDescription: {
      readonly service: string
      readonly version: string
      readonly model: string
      readonly endpoints: {
        readonly [key: string]: string
      }
    }
    readonly T2vGenerate: {
      /** @example Waves roll onto the beach */
      readonly prompt: string
      /** @default  */
      readonly negative_prompt: string | null
      /**
       * @description 480p or 720p.
       * @default 720p
       */
      readonly resolution: string | null
      /**
       * @description Seconds, 3 to 10.
       * @default 5
       */
      readonly duration: number | null
      /**
       * @description Has no effect.
       * @default 24
       */
      readonly frame_rate: number | null
      /**
       * @description Any text.
       * @default realistic
       */
      readonly style: string | null
    }
    readonly T2vSubmitted: {
      /** Format: uuid */
      readonly task_id: string
    }
    readonly T2vStatus: {
      /** @enum {string} */
      readonly status: 'processing' | 'completed' | 'failed'
      readonly progress: number
      readonly result_url: string | null
      readonly error: string | null
      /** @description The same as `error`. */
      readonly error_message: string | null
      /** @description The seed in use. */
      readonly seed: number
    }
    readonly I2vgenGenerate: {
      /**
       * @description JPEG, PNG, WebP, AVIF or GIF.
       * @example iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAEklEQVR42mP4DwUMo4xRBukMAOPT/hAC2mzjAAAAAElFTkSuQmCC
       */
      readonly image_base64: string
      /** @example Waves roll onto the beach */
      readonly prompt: string
      /**
       * @description 256p, 512p or 768p; anything else is 1024x576.
       * @default 512p
       */
      readonly resolution: string
      /** @default 16 */
      readonly num_frames: number
      /** @default 8 */
      readonly fps: number
      /** @default 50 */
      readonly steps: number
      /** @default 9 */
      readonly guidance_scale: number
    }
    readonly I2vgenGenerated: {
      readonly success: boolean
      readonly message: string
      /** @description Name of the file. */
      readonly video_path: string | null
      readonly video_url: string | null
      /** @description Seconds. */
      readonly inference_time: number
      /** @description The seed in use. */
      readonly seed: number | null
      /** @description What went wrong. */
      readonly error: string | null
    }
    /** @description Seconds since 1970. */
    readonly UnixTime: number
    /** Format: binary */
    readonly Bytes: string
  }
  responses: {
    /** @description The request is not valid; `code` says why and `errors` names the fields. */
    readonly BadRequest: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description Valid credentials are required (`invalid_credentials`), or the key requires a valid
     *     signature (`signature_invalid`).
     */
    readonly Unauthorized: {
      headers: {
        readonly 'WWW-Authenticate'?: string
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The credentials lack a scope (`insufficient_scope`), or the key may not be used from this
     *     address (`address_not_allowed`).
     */
    readonly Forbidden: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The link was altered, or has expired (`link_invalid`). */
    readonly LinkInvalid: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description There is nothing at this address (`not_found`). */
    readonly NotFound: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video does not exist, or belongs to another tenant (`video_not_found`). */
    readonly VideoNotFound: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The batch does not exist, or belongs to another tenant (`batch_not_found`). */
    readonly BatchNotFound: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The file of `file_id` does not exist, has expired, or belongs to another tenant
     *     (`file_not_found`), or the video of `video_id` does not exist or belongs to another tenant
     *     (`video_not_found`).
     */
    readonly InputNotFound: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The video that the input refers to is not finished (`not_ready`), or failed
     *     (`video_failed`).
     */
    readonly InputNotReady: {
      headers: {
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The file does not exist, has expired, or belongs to another tenant (`file_not_found`). */
    readonly FileNotFound: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description No worker has registered a model with this name (`model_not_found`). */
    readonly ModelNotFound: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The tenant (`tenant_not_found`) or the key (`api_key_not_found`) does not exist. */
    readonly NotFoundForOperator: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The tenant of the credentials in use cannot be deleted (`tenant_in_use`). */
    readonly TenantInUse: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description A tenant with this id already exists (`tenant_exists`). */
    readonly TenantExists: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The webhook endpoint does not exist, or belongs to another tenant
     *     (`webhook_endpoint_not_found`).
     */
    readonly EndpointNotFound: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The endpoint (`webhook_endpoint_not_found`) or the event (`event_not_found`) does not exist. */
    readonly EndpointOrEventNotFound: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The webhook endpoint is disabled (`webhook_endpoint_disabled`). */
    readonly EndpointDisabled: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description This service does not edit videos (`video_edits_unsupported`). */
    readonly EditsUnsupported: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description This service has no characters (`characters_unsupported`). */
    readonly CharactersUnsupported: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video, or every video of the batch, has already completed or failed (`not_cancellable`). */
    readonly NotCancellable: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The video is not finished (`not_ready`; the text says when to ask again), does not exist or
     *     belongs to another tenant (`video_not_found`).
     */
    readonly NoVideoContent: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video failed (`video_failed`). */
    readonly ContentFailed: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video is not finished (`not_ready`), or failed (`video_failed`). */
    readonly NoContentYet: {
      headers: {
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The content has expired; the video itself stays readable (`video_expired`). */
    readonly Expired: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The input, or the video that it refers to, has expired (`video_expired`). */
    readonly InputExpired: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The body is larger than this operation accepts (`request_too_large`). */
    readonly TooLarge: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The body is neither JSON nor a multipart form, or has a content encoding
     *     (`unsupported_media_type`).
     */
    readonly UnsupportedMediaType: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The range is outside the content (`range_not_satisfiable`). */
    readonly RangeNotSatisfiable: {
      headers: {
        /** @example bytes *\/48211 */
        readonly 'Content-Range'?: string
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The Idempotency-Key was used for another request (`idempotency_key_reused`). */
    readonly KeyReused: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description Too many requests for the key (`rate_limit_exceeded`), too many queued videos
     *     (`queue_full`), or the day's quota of engine seconds or upload bytes is used up
     *     (`quota_exceeded`). `RateLimit-Policy` and `RateLimit` name the limit. Every answer to a
     *     request with credentials carries those of requests, so that a client can slow down in time.
     *     Too many invalid credentials from one address are refused with 429, too (`"auth-failures"`).
     */
    readonly TooManyRequests: {
      headers: {
        /** @description Seconds to wait before asking again. */
        readonly 'Retry-After': number
        readonly 'RateLimit-Policy': components['headers']['RateLimitPolicy']
        readonly RateLimit: components['headers']['RateLimit']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Something went wrong on our side (`internal_error`). */
    readonly InternalError: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /**
     * @description The video that the input refers to is not finished (`not_ready`) or failed, or the new video
     *     was cancelled or cannot be made (`video_failed`).
     */
    readonly SyncConflict: {
      headers: {
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description Something went wrong on our side (`internal_error`), or made the video fail (`video_failed`). */
    readonly SyncFailed: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The video was not finished in time (`wait_timeout`). */
    readonly WaitTimeout: {
      headers: {
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The service is temporarily unavailable (`service_unavailable`). */
    readonly Unavailable: {
      headers: {
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly 'x-should-retry': components['headers']['ShouldRetry']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/problem+json': components['schemas']['Problem']
      }
    }
    /** @description The request cannot be served as it is. */
    readonly Legacy400: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description Valid credentials are required. */
    readonly Legacy401: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The credentials lack a scope. */
    readonly Legacy403: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description There is nothing with that name. */
    readonly Legacy404: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The content has expired. */
    readonly Legacy410: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The body is too large. */
    readonly Legacy413: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The content type is not one of the operation's, or the body has a content encoding. */
    readonly Legacy415: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The range is outside the content. */
    readonly Legacy416: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description Fields are missing or not permitted. */
    readonly Legacy422: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyInvalid']
      }
    }
    /** @description Too many requests. */
    readonly Legacy429: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description Something went wrong on our side. */
    readonly Legacy500: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The service cannot do this at the moment. */
    readonly Legacy503: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyError']
      }
    }
    /** @description The request cannot be served as it is. */
    readonly Wan21_400: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description Valid credentials are required. */
    readonly Wan21_401: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description The credentials lack a scope. */
    readonly Wan21_403: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description There is nothing with that name. */
    readonly Wan21_404: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description The body is too large. */
    readonly Wan21_413: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description The content type is not one of the operation's, or the body has a content encoding. */
    readonly Wan21_415: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description Fields are missing or not permitted. */
    readonly Wan21_422: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['LegacyInvalid']
      }
    }
    /** @description Too many requests. */
    readonly Wan21_429: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description Something went wrong on our side. */
    readonly Wan21_500: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description The service cannot do this at the moment. */
    readonly Wan21_503: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['Wan21Error']
      }
    }
    /** @description Too many requests. */
    readonly I2vgen_429: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['I2vgenGenerated']
      }
    }
    /** @description Something went wrong on our side. */
    readonly I2vgen_500: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['I2vgenGenerated']
      }
    }
    /** @description The service cannot do this at the moment. */
    readonly I2vgen_503: {
      headers: {
        readonly Deprecation: components['headers']['Deprecation']
        readonly Sunset: components['headers']['Sunset']
        readonly Link: components['headers']['LegacyLink']
        readonly 'Retry-After': components['headers']['RetryAfter']
        readonly 'x-request-id': components['headers']['RequestId']
        readonly [name: string]: unknown
      }
      content: {
        readonly 'application/json': components['schemas']['I2vgenGenerated']
      }
    }
  }
  parameters: {
    /**
     * @description Id of the video.
     * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
     */
    readonly VideoId: string
    /**
     * @description Id of the batch.
     * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
     */
    readonly BatchId: string
    /**
     * @description Id of the file.
     * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
     */
    readonly FileId: string
    /**
     * @description Id of the tenant.
     * @example acme
     */
    readonly TenantId: string
    /**
     * @description Id of the webhook endpoint.
     * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
     */
    readonly EndpointId: string
    /**
     * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
     *     first answer again; another body with the same key is refused with 422. Keys belong to the
     *     tenant and are kept for a day.
     * @example 4f6c2f0e-order-A-1017
     */
    readonly IdempotencyKey: string
    /**
     * @description `wait=N` (RFC 7240): instead of the client polling, the answer is delayed until the video
     *     has ended, for at most N seconds. The maximum is 55; `Preference-Applied` reports the value
     *     used. `respond-async`: a create of a video that has not ended is answered 202, not 200.
     * @example wait=30
     */
    readonly Prefer: string
    /**
     * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
     * @example respond-async
     */
    readonly PreferAsync: string
    /**
     * @description Cancels the video, queued or running, if it has not ended this long after its creation:
     *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
     *     error code is then `deadline_exceeded`.
     * @example 1m30s
     */
    readonly CancelAfter: string
    /** @description Id of the event; the same on every attempt. */
    readonly WebhookId: string
    /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
    readonly WebhookTimestamp: string
    /**
     * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
     *     separated by spaces.
     */
    readonly WebhookSignature: string
  }
  requestBodies: never
  headers: {
    /** @description Id of the request; quote it when reporting a problem. */
    readonly RequestId: string
    /** @description Seconds to wait before asking again. */
    readonly RetryAfter: number
    /** @description Milliseconds to wait before polling again, from 1000 to 20000. */
    readonly PollAfter: number
    /** @description The preferences that were applied. */
    readonly PreferenceApplied: string
    /**
     * @description Whether an earlier result was used (RFC 9211). `wan; hit`: it was. `wan; fwd=miss; stored`:
     *     the video is generated, and later requests can reuse it. `wan; fwd=bypass`: the request had
     *     `cache: false`, or no `seed`; in the latter case later requests can still reuse the result.
     */
    readonly CacheStatus: string
    /** @description Whether the same request may succeed later. */
    readonly ShouldRetry: 'true' | 'false'
    /**
     * @description The limits that apply, as in draft-ietf-httpapi-ratelimit-headers. `"requests"`: a burst of
     *     `q`, refilled evenly within `w` seconds. Operations that create videos also report the
     *     tenant's own limits, where set: `"running"` and `"queued"` videos, `"gpu-seconds"` and
     *     `"upload-bytes"` of a day.
     * @example "requests";q=1000;w=10, "queued";q=10000, "gpu-seconds";q=36000;w=86400
     */
    readonly RateLimitPolicy: string
    /**
     * @description `r` is what is left of each limit; it is full again after `t` seconds.
     * @example "requests";r=998;t=1, "queued";r=9999, "gpu-seconds";r=35120;t=40211
     */
    readonly RateLimit: string
    /** @description Unix time since which the path has been deprecated (RFC 9745). */
    readonly Deprecation: string
    /** @description When the path will be removed (RFC 8594). */
    readonly Sunset: string
    /** @description Links to the documentation and to the replacement. */
    readonly LegacyLink: string
    /** @description SHA-256 of the content. */
    readonly ContentETag: string
  }
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  readonly 'openai.list': {
    readonly parameters: {
      readonly query?: {
        /** @description Videos on one page. */
        readonly limit?: number
        /** @description Order by creation time. */
        readonly order?: 'asc' | 'desc'
        /**
         * @description Id of the last video of the previous page. After an unknown one there is nothing.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly after?: string
        /** @description Only videos with this status; cancelled ones are `failed`. */
        readonly status?: 'queued' | 'in_progress' | 'completed' | 'failed'
        /**
         * @description Only videos of the model with this id.
         * @example wan-demo
         */
        readonly model?: string
        /**
         * @description Only videos of this batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly batch_id?: string
        /** @description Only videos created at or after this time, in seconds since 1970. */
        readonly created_after?: number
        /** @description Only videos created before this time, in seconds since 1970. */
        readonly created_before?: number
        /**
         * @description Only videos with this metadata, written `metadata[key]=value`. Several pairs must all
         *     match.
         * @example {
         *       "order": "A-1017"
         *     }
         */
        readonly metadata?: {
          readonly [key: string]: string
        }
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description One page. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['VideoList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.create': {
    readonly parameters: {
      readonly query?: {
        /**
         * @description Answers 200 with the estimate that `POST /v1/videos/estimate` gives for the same body,
         *     as `application/vnd.wan.estimate+json`. No video is created, and an Idempotency-Key is
         *     not used up.
         */
        readonly dry_run?: boolean
      }
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `wait=N` (RFC 7240): instead of the client polling, the answer is delayed until the video
         *     has ended, for at most N seconds. The maximum is 55; `Preference-Applied` reports the value
         *     used. `respond-async`: a create of a video that has not ended is answered 202, not 200.
         * @example wait=30
         */
        readonly Prefer?: components['parameters']['Prefer']
        /**
         * @description Cancels the video, queued or running, if it has not ended this long after its creation:
         *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
         *     error code is then `deadline_exceeded`.
         * @example 1m30s
         */
        readonly 'Cancel-After'?: components['parameters']['CancelAfter']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateVideoJson']
        readonly 'multipart/form-data': components['schemas']['CreateVideoForm']
        readonly 'application/x-www-form-urlencoded': components['schemas']['CreateVideoForm']
      }
    }
    readonly responses: {
      /**
       * @description The video: queued, or already ended when its result was there or it ended within the
       *     time of `Prefer`. With `dry_run`, an estimate.
       */
      readonly 200: {
        headers: {
          readonly 'RateLimit-Policy': components['headers']['RateLimitPolicy']
          readonly RateLimit: components['headers']['RateLimit']
          /** @description Address of the video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Cache-Status': components['headers']['CacheStatus']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
          readonly 'application/vnd.wan.estimate+json': components['schemas']['VideoEstimate']
        }
      }
      /** @description The video is queued, and `Prefer` has `respond-async`. */
      readonly 202: {
        headers: {
          readonly 'RateLimit-Policy': components['headers']['RateLimitPolicy']
          readonly RateLimit: components['headers']['RateLimit']
          /** @description Address of the video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Cache-Status': components['headers']['CacheStatus']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['InputNotFound']
      readonly 409: components['responses']['InputNotReady']
      readonly 410: components['responses']['InputExpired']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 422: components['responses']['KeyReused']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.extend': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
         * @example respond-async
         */
        readonly Prefer?: components['parameters']['PreferAsync']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['ExtendVideo']
        readonly 'multipart/form-data': components['schemas']['ExtendVideo']
        readonly 'application/x-www-form-urlencoded': components['schemas']['ExtendVideo']
      }
    }
    readonly responses: {
      /** @description The new video is queued. */
      readonly 200: {
        headers: {
          /** @description Address of the new video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      /** @description The same, when `Prefer` has `respond-async`. */
      readonly 202: {
        headers: {
          /** @description Address of the new video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 409: components['responses']['NoContentYet']
      readonly 410: components['responses']['Expired']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 422: components['responses']['KeyReused']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.createSync': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description Cancels the video, queued or running, if it has not ended this long after its creation:
         *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
         *     error code is then `deadline_exceeded`.
         * @example 1m30s
         */
        readonly 'Cancel-After'?: components['parameters']['CancelAfter']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateVideoJson']
        readonly 'multipart/form-data': components['schemas']['CreateVideoForm']
        readonly 'application/x-www-form-urlencoded': components['schemas']['CreateVideoForm']
      }
    }
    readonly responses: {
      /** @description The mp4. */
      readonly 200: {
        headers: {
          /** @description Where the mp4 is until it expires. */
          readonly 'Content-Location'?: string
          readonly 'Content-Length'?: number
          readonly 'X-Video-Id'?: string
          readonly 'X-Model'?: string
          /** @description Seconds from the request to the answer. */
          readonly 'X-Inference-Time-S'?: string
          /** @description Seconds of each phase of the run, as a JSON object. */
          readonly 'X-Stage-Durations'?: string
          readonly ETag: components['headers']['ContentETag']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['InputNotFound']
      readonly 409: components['responses']['SyncConflict']
      readonly 410: components['responses']['InputExpired']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 422: components['responses']['KeyReused']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['SyncFailed']
      readonly 503: components['responses']['Unavailable']
      readonly 504: components['responses']['WaitTimeout']
    }
  }
  readonly 'openai.estimate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateVideoJson']
        readonly 'multipart/form-data': components['schemas']['CreateVideoForm']
        readonly 'application/x-www-form-urlencoded': components['schemas']['CreateVideoForm']
      }
    }
    readonly responses: {
      /** @description The estimate. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['VideoEstimate']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['InputNotFound']
      readonly 409: components['responses']['InputNotReady']
      readonly 410: components['responses']['InputExpired']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.createBatch': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
         * @example respond-async
         */
        readonly Prefer?: components['parameters']['PreferAsync']
        /**
         * @description Cancels the video, queued or running, if it has not ended this long after its creation:
         *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
         *     error code is then `deadline_exceeded`.
         * @example 1m30s
         */
        readonly 'Cancel-After'?: components['parameters']['CancelAfter']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateBatch']
      }
    }
    readonly responses: {
      /** @description The batch. Every item that was not rejected is queued. */
      readonly 200: {
        headers: {
          /** @description Address of the batch. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['VideoBatch']
        }
      }
      /** @description The same, when `Prefer` has `respond-async`. */
      readonly 202: {
        headers: {
          /** @description Address of the batch. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['VideoBatch']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 422: components['responses']['KeyReused']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.getBatch': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly batch_id: components['parameters']['BatchId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The batch. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['VideoBatch']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['BatchNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.cancelBatch': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly batch_id: components['parameters']['BatchId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The batch as it is now. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['VideoBatch']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['BatchNotFound']
      readonly 409: components['responses']['NotCancellable']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.edit': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 501: components['responses']['EditsUnsupported']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.createCharacter': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['CharactersUnsupported']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.getCharacter': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Any text.
         * @example char_1
         */
        readonly character_id: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['CharactersUnsupported']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.get': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description `wait=N` (RFC 7240): instead of the client polling, the answer is delayed until the video
         *     has ended, for at most N seconds. The maximum is 55; `Preference-Applied` reports the value
         *     used. `respond-async`: a create of a video that has not ended is answered 202, not 200.
         * @example wait=30
         */
        readonly Prefer?: components['parameters']['Prefer']
        /** @description ETags of the client's copies. */
        readonly 'If-None-Match'?: string
      }
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The video. */
      readonly 200: {
        headers: {
          /** @description Digest of the answer; it changes with the answer. */
          readonly ETag?: string
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          /** @description Digest of the answer; it changes with the answer. */
          readonly ETag?: string
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.remove': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The video is deleted. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['DeletedVideo']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.cancel': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The video as it is now. */
      readonly 200: {
        headers: {
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 409: components['responses']['NotCancellable']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.watch': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /** @description Id of the last event received. An id that does not belong to this video is ignored. */
        readonly 'Last-Event-ID'?: string
      }
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The stream. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          /**
           * @example retry: 1000
           *
           *     id: evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e
           *     event: video.completed
           *     data: {"id":"evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e","object":"event","created_at":1764000016,"type":"video.completed","data":{"id":"video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11"}}
           */
          readonly 'text/event-stream': string
        }
      }
      /** @description All events of the ended video have been received. */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.events': {
    readonly parameters: {
      readonly query?: {
        /**
         * @description Id of the last event received. Default: from the beginning.
         * @example evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e
         */
        readonly after?: string
        /**
         * @description Only events of this video, in the order in which they happened.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id?: string
        /** @description Events on one page. */
        readonly limit?: number
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description One page. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['EventList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.watchAll': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /** @description Id of the last event received. With an id that is not the tenant's, the stream begins now. */
        readonly 'Last-Event-ID'?: string
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The stream. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
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
          readonly 'text/event-stream': string
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.rerun': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
         * @example respond-async
         */
        readonly Prefer?: components['parameters']['PreferAsync']
        /**
         * @description Cancels the video, queued or running, if it has not ended this long after its creation:
         *     `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days, as in Replicate's header of this name. The
         *     error code is then `deadline_exceeded`.
         * @example 1m30s
         */
        readonly 'Cancel-After'?: components['parameters']['CancelAfter']
      }
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: {
      readonly content: {
        readonly 'application/json': components['schemas']['RerunVideo']
        readonly 'multipart/form-data': components['schemas']['RerunVideo']
        readonly 'application/x-www-form-urlencoded': components['schemas']['RerunVideo']
      }
    }
    readonly responses: {
      /** @description The new video is queued. */
      readonly 200: {
        headers: {
          readonly 'RateLimit-Policy': components['headers']['RateLimitPolicy']
          readonly RateLimit: components['headers']['RateLimit']
          /** @description Address of the new video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      /** @description The same, when `Prefer` has `respond-async`. */
      readonly 202: {
        headers: {
          readonly 'RateLimit-Policy': components['headers']['RateLimitPolicy']
          readonly RateLimit: components['headers']['RateLimit']
          /** @description Address of the new video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 410: components['responses']['InputExpired']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 422: components['responses']['KeyReused']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.remix': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `respond-async` (RFC 7240): the answer is 202 instead of 200.
         * @example respond-async
         */
        readonly Prefer?: components['parameters']['PreferAsync']
      }
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['RemixVideo']
        readonly 'multipart/form-data': components['schemas']['RemixVideo']
        readonly 'application/x-www-form-urlencoded': components['schemas']['RemixVideo']
      }
    }
    readonly responses: {
      /** @description The new video is queued. */
      readonly 200: {
        headers: {
          /** @description Address of the new video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      /** @description The same, when `Prefer` has `respond-async`. */
      readonly 202: {
        headers: {
          /** @description Address of the new video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly 'openai-poll-after-ms': components['headers']['PollAfter']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 409: components['responses']['NoContentYet']
      readonly 410: components['responses']['Expired']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 422: components['responses']['KeyReused']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.content': {
    readonly parameters: {
      readonly query?: {
        /**
         * @description `video`: the mp4; `thumbnail`: one frame as webp; `spritesheet`: frames in a grid as jpg;
         *     `preview`: the latest rough webp of a running video. `0`, as clients of SGLang send it, is
         *     `video`.
         */
        readonly variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview' | '0'
      }
      readonly header?: {
        /**
         * @description One byte range. Several at once get the whole content.
         * @example bytes=0-1023
         */
        readonly Range?: string
        /** @description ETag that must still match for `Range` to apply. */
        readonly 'If-Range'?: string
        /** @description ETags of the client's copies. */
        readonly 'If-None-Match'?: string
      }
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The whole content. */
      readonly 200: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly 'Content-Disposition'?: string
          readonly 'Content-Length'?: number
          readonly ETag: components['headers']['ContentETag']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
          readonly 'image/webp': components['schemas']['Bytes']
          readonly 'image/jpeg': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      readonly 206: {
        headers: {
          /** @example bytes 0-1023/48211 */
          readonly 'Content-Range'?: string
          readonly 'Content-Length'?: number
          readonly ETag: components['headers']['ContentETag']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
          readonly 'image/webp': components['schemas']['Bytes']
          readonly 'image/jpeg': components['schemas']['Bytes']
        }
      }
      /** @description The content is at a signed link. */
      readonly 302: {
        headers: {
          readonly Location?: string
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NoVideoContent']
      readonly 409: components['responses']['ContentFailed']
      readonly 410: components['responses']['Expired']
      readonly 416: components['responses']['RangeNotSatisfiable']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.contentHead': {
    readonly parameters: {
      readonly query?: {
        /**
         * @description `video`: the mp4; `thumbnail`: one frame as webp; `spritesheet`: frames in a grid as jpg;
         *     `preview`: the latest rough webp of a running video. `0`, as clients of SGLang send it, is
         *     `video`.
         */
        readonly variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview' | '0'
      }
      readonly header?: {
        /**
         * @description One byte range. Several at once get the whole content.
         * @example bytes=0-1023
         */
        readonly Range?: string
        /** @description ETag that must still match for `Range` to apply. */
        readonly 'If-Range'?: string
        /** @description ETags of the client's copies. */
        readonly 'If-None-Match'?: string
      }
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The headers of the whole content. */
      readonly 200: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly 'Content-Length'?: number
          readonly ETag: components['headers']['ContentETag']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The headers of the requested range. */
      readonly 206: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The content is at a signed link. */
      readonly 302: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The request is not valid. */
      readonly 400: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description Valid credentials are required. */
      readonly 401: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The credentials lack a scope. */
      readonly 403: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The video does not exist or is not finished. */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The video failed and has no content. */
      readonly 409: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The content has expired. */
      readonly 410: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The range is outside the content. */
      readonly 416: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description Too many requests. */
      readonly 429: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description Something went wrong on our side. */
      readonly 500: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The service is temporarily unavailable. */
      readonly 503: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
    }
  }
  readonly 'openai.models': {
    readonly parameters: {
      readonly query?: {
        /**
         * @description `unavailable`: also lists what lies in the workers' models directories and is not
         *     served, with the reason.
         */
        readonly include?: 'unavailable'
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description All models. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ModelList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'files.list': {
    readonly parameters: {
      readonly query?: {
        /** @description Files on one page. */
        readonly limit?: number
        /** @description Order by upload time. */
        readonly order?: 'asc' | 'desc'
        /**
         * @description Id of the last file of the previous page. After an unknown one there is nothing.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly after?: string
        /**
         * @description Only files uploaded with this purpose.
         * @example vision
         */
        readonly purpose?: string
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description One page. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['FileList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'files.create': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'multipart/form-data': components['schemas']['CreateFile']
        readonly 'application/x-www-form-urlencoded': components['schemas']['CreateFile']
      }
    }
    readonly responses: {
      /** @description The file is stored. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['File']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'files.retrieve': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly file_id: components['parameters']['FileId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The file. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['File']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['FileNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'files.remove': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly file_id: components['parameters']['FileId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The file is deleted. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['DeletedFile']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['FileNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'files.content': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the file.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly file_id: components['parameters']['FileId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The whole content. */
      readonly 200: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly 'Content-Disposition'?: string
          readonly 'Content-Length'?: number
          readonly ETag: components['headers']['ContentETag']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'image/jpeg': components['schemas']['Bytes']
          readonly 'image/png': components['schemas']['Bytes']
          readonly 'image/webp': components['schemas']['Bytes']
          readonly 'image/avif': components['schemas']['Bytes']
          readonly 'image/gif': components['schemas']['Bytes']
          readonly 'image/heic': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      readonly 206: {
        headers: {
          /** @example bytes 0-1023/48211 */
          readonly 'Content-Range'?: string
          readonly 'Content-Length'?: number
          readonly ETag: components['headers']['ContentETag']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'image/jpeg': components['schemas']['Bytes']
          readonly 'image/png': components['schemas']['Bytes']
          readonly 'image/webp': components['schemas']['Bytes']
          readonly 'image/avif': components['schemas']['Bytes']
          readonly 'image/gif': components['schemas']['Bytes']
          readonly 'image/heic': components['schemas']['Bytes']
        }
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['FileNotFound']
      readonly 416: components['responses']['RangeNotSatisfiable']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.model': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Any name of the model that a create takes; a slash in it may be encoded or not.
         * @example wan-demo
         */
        readonly model_id: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The model. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ModelCapabilities']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['ModelNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'access.caller': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The caller. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Caller']
        }
      }
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'access.createMediaSession': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The session has begun. */
      readonly 201: {
        headers: {
          /** @description The cookie. */
          readonly 'Set-Cookie'?: string
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['MediaSession']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'access.endMediaSession': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description There is no session any more. */
      readonly 204: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'access.signInMethods': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The ways. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['SignInMethods']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'access.signIn': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['SignIn']
      }
    }
    readonly responses: {
      /** @description The key. */
      readonly 201: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['SignedIn']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'access.beginOidc': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The page of the issuer. */
      readonly 302: {
        headers: {
          readonly Location?: string
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 400: components['responses']['BadRequest']
      readonly 404: components['responses']['NotFound']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'access.finishOidc': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The console. */
      readonly 302: {
        headers: {
          readonly Location?: string
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 404: components['responses']['NotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.listTenants': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Done. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['TenantList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.createTenant': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateTenant']
      }
    }
    readonly responses: {
      /** @description Done. */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['CreatedTenant']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 409: components['responses']['TenantExists']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.getTenant': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Done. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Tenant']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.deleteTenant': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Closed; what it has is being deleted. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['DeletedTenant']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 409: components['responses']['TenantInUse']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.updateTenant': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['UpdateTenant']
      }
    }
    readonly responses: {
      /** @description Done. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Tenant']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.rotateWebhookSecret': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Done. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookSecret']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.operations': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The present state. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Operations']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.statistics': {
    readonly parameters: {
      readonly query?: {
        /** @description How far to look back. */
        readonly hours?: number
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The figures of the last hours. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Statistics']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.usage': {
    readonly parameters: {
      readonly query?: {
        /** @description How many days. */
        readonly days?: number
      }
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The days, oldest first. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Usage']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.createSignInLink': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateSignInLink']
      }
    }
    readonly responses: {
      /** @description The link. */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['SignInLink']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.listKeys': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Done. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ApiKeyList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.createKey': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateApiKey']
      }
    }
    readonly responses: {
      /** @description Done. */
      readonly 201: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['CreatedApiKey']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.revokeKey': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        readonly key_id: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Done. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ApiKey']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.signKey': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        readonly key_id: string
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['SignApiKey']
      }
    }
    readonly responses: {
      /** @description The key, and for `hmac-sha256` its secret. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['SignedApiKey']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'admin.unsignKey': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the tenant.
         * @example acme
         */
        readonly tenant_id: components['parameters']['TenantId']
        /** @description Id of the key. */
        readonly key_id: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The key. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ApiKey']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['NotFoundForOperator']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.list': {
    readonly parameters: {
      readonly query?: {
        /** @description Id of the last item of the previous page. */
        readonly after?: string
        /** @description Items on one page. */
        readonly limit?: number
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description One page. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookEndpointList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.create': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['CreateWebhookEndpoint']
      }
    }
    readonly responses: {
      /** @description The endpoint. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookEndpointWithSecret']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.get': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The endpoint. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookEndpoint']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['EndpointNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.update': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: {
      readonly content: {
        readonly 'application/json': components['schemas']['UpdateWebhookEndpoint']
      }
    }
    readonly responses: {
      /** @description The endpoint. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookEndpoint']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['EndpointNotFound']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.remove': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The endpoint is deleted. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['DeletedWebhookEndpoint']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['EndpointNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.rotateSecret': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: {
      readonly content: {
        readonly 'application/json': components['schemas']['RotateWebhookSecret']
      }
    }
    readonly responses: {
      /** @description The endpoint with its new secret. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookEndpointWithSecret']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['EndpointNotFound']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.test': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['TestWebhookEndpoint']
      }
    }
    readonly responses: {
      /** @description The address answered, with `status_code`. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookTest']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['EndpointNotFound']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.resend': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['ResendWebhookEvent']
      }
    }
    readonly responses: {
      /** @description The delivery is scheduled. */
      readonly 202: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookResend']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['EndpointOrEventNotFound']
      readonly 409: components['responses']['EndpointDisabled']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.recover': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['RecoverWebhookEvents']
      }
    }
    readonly responses: {
      /** @description The deliveries are scheduled. */
      readonly 202: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookRecovery']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['EndpointNotFound']
      readonly 409: components['responses']['EndpointDisabled']
      readonly 413: components['responses']['TooLarge']
      readonly 415: components['responses']['UnsupportedMediaType']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.attempts': {
    readonly parameters: {
      readonly query?: {
        /** @description Id of the last item of the previous page. */
        readonly after?: string
        /** @description Items on one page. */
        readonly limit?: number
      }
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint.
         * @example whe_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly endpoint_id: components['parameters']['EndpointId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description One page. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookAttemptList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['EndpointNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'openai.attempts': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description All of them. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['AttemptList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.videoAttempts': {
    readonly parameters: {
      readonly query?: {
        /** @description Id of the last item of the previous page. */
        readonly after?: string
        /** @description Items on one page. */
        readonly limit?: number
      }
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the video.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly video_id: components['parameters']['VideoId']
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description One page. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookAttemptList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 404: components['responses']['VideoNotFound']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'webhooks.eventTypes': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description All event types that an endpoint can subscribe to. */
      readonly 200: {
        headers: {
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookEventTypeList']
        }
      }
      readonly 400: components['responses']['BadRequest']
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 429: components['responses']['TooManyRequests']
      readonly 500: components['responses']['InternalError']
      readonly 503: components['responses']['Unavailable']
    }
  }
  readonly 'files.get': {
    readonly parameters: {
      readonly query?: {
        /** @description Unix time at which the link expires. */
        readonly expires?: string
        /** @description Content type of the answer. Default: the stored one. */
        readonly type?: string
        /** @description File name for saving. */
        readonly name?: string
        /** @description Signature over the rest of the link. */
        readonly signature?: string
      }
      readonly header?: never
      readonly path: {
        /** @description Key of the stored file, slashes included. */
        readonly key: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The bytes. */
      readonly 200: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly ETag: components['headers']['ContentETag']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
          readonly 'image/webp': components['schemas']['Bytes']
          readonly 'image/jpeg': components['schemas']['Bytes']
          readonly 'image/png': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      readonly 206: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
          readonly 'image/webp': components['schemas']['Bytes']
          readonly 'image/jpeg': components['schemas']['Bytes']
          readonly 'image/png': components['schemas']['Bytes']
        }
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 403: components['responses']['LinkInvalid']
      readonly 404: components['responses']['NotFound']
      readonly 416: components['responses']['RangeNotSatisfiable']
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'webhooks.keys': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Id of the webhook endpoint, or of the tenant.
         * @example whe_5f0c8a1de2b34c7f9a6b1c2d3e4f5a6b
         */
        readonly signer: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The keys, the current one first. They may be kept for an hour. */
      readonly 200: {
        headers: {
          readonly 'Cache-Control'?: string
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['WebhookKeySet']
        }
      }
      readonly 404: components['responses']['NotFound']
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'ops.livez': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The process is alive. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': {
            /** @constant */
            readonly status: 'ok'
          }
        }
      }
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'ops.readyz': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Ready. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
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
          readonly 'application/json': components['schemas']['Readiness']
        }
      }
      /** @description Not ready; the checks say why. */
      readonly 503: {
        headers: {
          readonly 'Retry-After': components['headers']['RetryAfter']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Readiness']
        }
      }
    }
  }
  readonly 'ops.metrics': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Text in Prometheus format. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'text/plain': string
        }
      }
      readonly 401: components['responses']['Unauthorized']
      readonly 403: components['responses']['Forbidden']
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'ops.openapi': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description OpenAPI 3.1. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': Record<string, never>
        }
      }
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'ops.docs': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description A page that loads nothing from other hosts. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'text/html': string
        }
      }
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'ops.docsFile': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /** @example swagger-ui.css */
        readonly file: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The file; `openapi.json` is the contract as the page fills in its fields. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': Record<string, never>
          readonly 'text/css': string
          readonly 'text/javascript': string
          readonly 'image/png': components['schemas']['Bytes']
        }
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 404: components['responses']['NotFound']
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'ops.console': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The page. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'text/html': string
        }
      }
      /** @description The address has a slash at its end; the page has none. */
      readonly 308: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'ops.consoleFile': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /**
         * @description Name of the file, which may contain slashes.
         * @example main.0123456789.js
         */
        readonly key: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The file. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
          readonly 'text/css': string
          readonly 'text/javascript': string
          readonly 'image/svg+xml': string
          readonly 'image/webp': components['schemas']['Bytes']
          readonly 'font/woff2': components['schemas']['Bytes']
        }
      }
      readonly 404: components['responses']['NotFound']
      readonly 500: components['responses']['InternalError']
    }
  }
  readonly 'wan21.submit': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['Wan21Submit']
      }
    }
    readonly responses: {
      /** @description The task is accepted. */
      readonly 202: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Wan21Submitted']
        }
      }
      readonly 400: components['responses']['Wan21_400']
      readonly 401: components['responses']['Wan21_401']
      readonly 403: components['responses']['Wan21_403']
      readonly 413: components['responses']['Wan21_413']
      readonly 415: components['responses']['Wan21_415']
      readonly 422: components['responses']['Wan21_422']
      readonly 429: components['responses']['Wan21_429']
      readonly 500: components['responses']['Wan21_500']
      readonly 503: components['responses']['Wan21_503']
    }
  }
  readonly 'wan21.status': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['Wan21Id']
      }
    }
    readonly responses: {
      /** @description The task as it is now. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Wan21Status']
        }
      }
      readonly 400: components['responses']['Wan21_400']
      readonly 401: components['responses']['Wan21_401']
      readonly 403: components['responses']['Wan21_403']
      readonly 404: components['responses']['Wan21_404']
      readonly 413: components['responses']['Wan21_413']
      readonly 415: components['responses']['Wan21_415']
      readonly 422: components['responses']['Wan21_422']
      readonly 429: components['responses']['Wan21_429']
      readonly 500: components['responses']['Wan21_500']
      readonly 503: components['responses']['Wan21_503']
    }
  }
  readonly 'wan21.cancel': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['Wan21Cancel']
      }
    }
    readonly responses: {
      /** @description The task is cancelled, or has been asked to stop. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Wan21Cancelled']
        }
      }
      readonly 400: components['responses']['Wan21_400']
      readonly 401: components['responses']['Wan21_401']
      readonly 403: components['responses']['Wan21_403']
      readonly 404: components['responses']['Wan21_404']
      readonly 413: components['responses']['Wan21_413']
      readonly 415: components['responses']['Wan21_415']
      readonly 422: components['responses']['Wan21_422']
      readonly 429: components['responses']['Wan21_429']
      readonly 500: components['responses']['Wan21_500']
      readonly 503: components['responses']['Wan21_503']
    }
  }
  readonly 'wan21.file': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /** @example 5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e.mp4 */
        readonly file: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The mp4. */
      readonly 200: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly ETag: components['headers']['ContentETag']
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      readonly 206: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly ETag: components['headers']['ContentETag']
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The content is at a signed link. */
      readonly 302: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 404: components['responses']['Legacy404']
      readonly 410: components['responses']['Legacy410']
      readonly 416: components['responses']['Legacy416']
      readonly 429: components['responses']['Wan21_429']
      readonly 500: components['responses']['Wan21_500']
      readonly 503: components['responses']['Wan21_503']
    }
  }
  readonly 'comfy.describe': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description Name, model and paths. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ComfyDescription']
        }
      }
      /** @description The page for browsers. */
      readonly 302: {
        headers: {
          /** @description Address of the page. */
          readonly Location?: string
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 500: components['responses']['Legacy500']
    }
  }
  readonly 'comfy.health': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The state of the service. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ComfyHealth']
        }
      }
      readonly 500: components['responses']['Legacy500']
    }
  }
  readonly 'comfy.uploadAndGenerate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'multipart/form-data': components['schemas']['ComfyUpload']
        readonly 'application/x-www-form-urlencoded': components['schemas']['ComfyUpload']
      }
    }
    readonly responses: {
      /** @description The task is accepted. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ComfySubmitted']
        }
      }
      readonly 400: components['responses']['Legacy400']
      readonly 401: components['responses']['Legacy401']
      readonly 403: components['responses']['Legacy403']
      readonly 413: components['responses']['Legacy413']
      readonly 415: components['responses']['Legacy415']
      readonly 422: components['responses']['Legacy422']
      readonly 429: components['responses']['Legacy429']
      readonly 500: components['responses']['Legacy500']
      readonly 503: components['responses']['Legacy503']
    }
  }
  readonly 'comfy.generate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['ComfyGenerate']
      }
    }
    readonly responses: {
      /** @description The task is accepted. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ComfySubmitted']
        }
      }
      readonly 400: components['responses']['Legacy400']
      readonly 401: components['responses']['Legacy401']
      readonly 403: components['responses']['Legacy403']
      readonly 413: components['responses']['Legacy413']
      readonly 415: components['responses']['Legacy415']
      readonly 422: components['responses']['Legacy422']
      readonly 429: components['responses']['Legacy429']
      readonly 500: components['responses']['Legacy500']
      readonly 503: components['responses']['Legacy503']
    }
  }
  readonly 'comfy.status': {
    readonly parameters: {
      readonly query?: {
        /** @description `404`: an unknown id gets that status. Default: it gets 200 with the status `unknown`. */
        readonly unknown?: string
      }
      readonly header?: never
      readonly path: {
        /** @example 0190b7e0-c1f2-4b6f-9d1c-6f7f6b8f2a11 */
        readonly prompt_id: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The task as it is now. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ComfyStatus']
        }
      }
      readonly 400: components['responses']['Legacy400']
      readonly 401: components['responses']['Legacy401']
      readonly 403: components['responses']['Legacy403']
      readonly 404: components['responses']['Legacy404']
      readonly 422: components['responses']['Legacy422']
      readonly 429: components['responses']['Legacy429']
      readonly 500: components['responses']['Legacy500']
      readonly 503: components['responses']['Legacy503']
    }
  }
  readonly 'comfy.uploadAndGenerateSync': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'multipart/form-data': components['schemas']['ComfyUploadSync']
        readonly 'application/x-www-form-urlencoded': components['schemas']['ComfyUploadSync']
      }
    }
    readonly responses: {
      /** @description The video is completed. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ComfyFinished']
        }
      }
      readonly 400: components['responses']['Legacy400']
      readonly 401: components['responses']['Legacy401']
      readonly 403: components['responses']['Legacy403']
      readonly 404: components['responses']['Legacy404']
      /** @description The timeout elapsed; the task continues. */
      readonly 408: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ComfyUnfinished']
        }
      }
      readonly 413: components['responses']['Legacy413']
      readonly 415: components['responses']['Legacy415']
      readonly 422: components['responses']['Legacy422']
      readonly 429: components['responses']['Legacy429']
      /** @description The video could not be made. */
      readonly 500: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['ComfyUnfinished']
        }
      }
      readonly 503: components['responses']['Legacy503']
    }
  }
  readonly 'comfy.view': {
    readonly parameters: {
      readonly query?: {
        /** @example wan2.2_i2v_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e.mp4 */
        readonly filename?: string
        readonly subfolder?: string
        readonly type?: string
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The mp4. */
      readonly 200: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly ETag: components['headers']['ContentETag']
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      readonly 206: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly ETag: components['headers']['ContentETag']
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The content is at a signed link. */
      readonly 302: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 404: components['responses']['Legacy404']
      readonly 410: components['responses']['Legacy410']
      readonly 416: components['responses']['Legacy416']
      readonly 429: components['responses']['Legacy429']
      readonly 500: components['responses']['Legacy500']
      readonly 503: components['responses']['Legacy503']
    }
  }
  readonly 't2v.generate': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['T2vGenerate']
      }
    }
    readonly responses: {
      /** @description The task is accepted. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['T2vSubmitted']
        }
      }
      readonly 400: components['responses']['Legacy400']
      readonly 401: components['responses']['Legacy401']
      readonly 403: components['responses']['Legacy403']
      readonly 413: components['responses']['Legacy413']
      readonly 415: components['responses']['Legacy415']
      readonly 422: components['responses']['Legacy422']
      readonly 429: components['responses']['Legacy429']
      readonly 500: components['responses']['Legacy500']
      readonly 503: components['responses']['Legacy503']
    }
  }
  readonly 't2v.status': {
    readonly parameters: {
      readonly query: {
        /** @example 0190b7e0-c1f2-4b6f-9d1c-6f7f6b8f2a11 */
        readonly task_id: string
      }
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The task as it is now. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['T2vStatus']
        }
      }
      readonly 400: components['responses']['Legacy400']
      readonly 401: components['responses']['Legacy401']
      readonly 403: components['responses']['Legacy403']
      readonly 404: components['responses']['Legacy404']
      readonly 422: components['responses']['Legacy422']
      readonly 429: components['responses']['Legacy429']
      readonly 500: components['responses']['Legacy500']
      readonly 503: components['responses']['Legacy503']
    }
  }
  readonly 'i2vgen.generate': {
    readonly parameters: {
      readonly query?: {
        /** @description The API key, instead of the header. */
        readonly token?: string
      }
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the
         *     first answer again; another body with the same key is refused with 422. Keys belong to the
         *     tenant and are kept for a day.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['I2vgenGenerate']
      }
    }
    readonly responses: {
      /** @description The video, or the reason why there is none. */
      readonly 200: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['I2vgenGenerated']
        }
      }
      readonly 401: components['responses']['Legacy401']
      readonly 403: components['responses']['Legacy403']
      readonly 404: components['responses']['Legacy404']
      readonly 413: components['responses']['Legacy413']
      readonly 415: components['responses']['Legacy415']
      readonly 422: components['responses']['Legacy422']
      readonly 429: components['responses']['I2vgen_429']
      readonly 500: components['responses']['I2vgen_500']
      readonly 503: components['responses']['I2vgen_503']
    }
  }
  readonly 'i2vgen.file': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path: {
        /** @example video_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e.mp4 */
        readonly file: string
      }
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description The mp4. */
      readonly 200: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly ETag: components['headers']['ContentETag']
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The requested range. */
      readonly 206: {
        headers: {
          readonly 'Accept-Ranges'?: 'bytes'
          readonly ETag: components['headers']['ContentETag']
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'video/mp4': components['schemas']['Bytes']
        }
      }
      /** @description The content is at a signed link. */
      readonly 302: {
        headers: {
          readonly Deprecation: components['headers']['Deprecation']
          readonly Sunset: components['headers']['Sunset']
          readonly Link: components['headers']['LegacyLink']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The client's copy is current. */
      readonly 304: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      readonly 404: components['responses']['Legacy404']
      readonly 410: components['responses']['Legacy410']
      readonly 416: components['responses']['Legacy416']
      readonly 429: components['responses']['Legacy429']
      readonly 500: components['responses']['Legacy500']
      readonly 503: components['responses']['Legacy503']
    }
  }
  readonly 'webhook.completed': {
    readonly parameters: {
      readonly query?: never
      readonly header: {
        /** @description Id of the event; the same on every attempt. */
        readonly 'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
        readonly 'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /**
         * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
         *     separated by spaces.
         */
        readonly 'webhook-signature': components['parameters']['WebhookSignature']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['VideoEvent']
      }
    }
    readonly responses: {
      /** @description The delivery is accepted. */
      readonly '2XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The delivery is retried later. */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
    }
  }
  readonly 'webhook.failed': {
    readonly parameters: {
      readonly query?: never
      readonly header: {
        /** @description Id of the event; the same on every attempt. */
        readonly 'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
        readonly 'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /**
         * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
         *     separated by spaces.
         */
        readonly 'webhook-signature': components['parameters']['WebhookSignature']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['VideoEvent']
      }
    }
    readonly responses: {
      /** @description The delivery is accepted. */
      readonly '2XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The delivery is retried later. */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
    }
  }
  readonly 'webhook.cancelled': {
    readonly parameters: {
      readonly query?: never
      readonly header: {
        /** @description Id of the event; the same on every attempt. */
        readonly 'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
        readonly 'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /**
         * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
         *     separated by spaces.
         */
        readonly 'webhook-signature': components['parameters']['WebhookSignature']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['VideoEvent']
      }
    }
    readonly responses: {
      /** @description The delivery is accepted. */
      readonly '2XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The delivery is retried later. */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
    }
  }
  readonly 'webhook.batchCompleted': {
    readonly parameters: {
      readonly query?: never
      readonly header: {
        /** @description Id of the event; the same on every attempt. */
        readonly 'webhook-id': components['parameters']['WebhookId']
        /** @description Unix time of this attempt. Receivers should refuse one that is more than five minutes off. */
        readonly 'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /**
         * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Several signatures are
         *     separated by spaces.
         */
        readonly 'webhook-signature': components['parameters']['WebhookSignature']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['BatchEvent']
      }
    }
    readonly responses: {
      /** @description The delivery is accepted. */
      readonly '2XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The delivery is retried later. */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
    }
  }
}
