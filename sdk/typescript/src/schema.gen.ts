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
     * @description Newest first unless `order` says otherwise. For the next page send the `last_id` of this one as `after`,
     *     with the same filters; a video is listed when all of them hold for it.
     */
    get: operations['openai.list']
    put?: never
    /**
     * Create a video
     * @description Checks the request and its image, stores the task and answers. Nothing is generated before the answer.
     *
     *     A multipart form may carry the images as files. In a form every value is text: numbers and booleans are
     *     read from it, `metadata[key]` and `input_reference[image_url]` spell nested members, and a structured
     *     field may also be one piece of JSON text. JSON bodies accept numbers as text too.
     *
     *     Which images a model takes, its `inputs` say (`GET /v1/models`): `input_reference` is the first frame and
     *     `last_frame` the last. One that the model needs and that is missing, and one that it has no use for, are
     *     errors that name the field.
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
     * @description Queues a new video that goes on from the last frame of a completed one and ends in one clip of both: the given
     *     frames as they are, then those of `seconds` more, up to 120 s in all. Size and frame rate are those of the
     *     source, and so are its settings, metadata and `webhook_url`; a source of a model that makes videos from text
     *     alone is gone on with by another model, which `adjustments` tells. The source may be deleted meanwhile.
     *
     *     Other fields are ignored.
     */
    post: operations['openai.extend']
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
     * @description What the same body would come to as a video: its parameters after defaults, rounding and limits, how long it
     *     would wait and run, the memory and the quota it would take. It is checked as a create is, its image included,
     *     and refused for the same reasons; but nothing is made or stored.
     *
     *     Seconds come from runs that were measured on the devices that are up. Without a measurement they are null and
     *     `seconds_unknown` says why.
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
     * @description Makes a video of every item, all at once: when this is answered all of them are queued, or none is. An item is
     *     a body of `POST /v1/videos`; one that would be refused there is `rejected` in its place, with the reason, and
     *     the others are made all the same. When no item can be made the answer is 400.
     *
     *     It counts as one request, and as that many videos for every other limit: when they do not all fit under the
     *     limits of queued videos or of the day nothing is made. One Idempotency-Key stands for the whole.
     *
     *     `batch.completed` is told once all of its videos have ended, to `webhook_url`, to the endpoints that have this
     *     event, and in `/v1/events`; each video is told about as any other. `GET /v1/videos?batch_id=…` lists them.
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
     * @description How many of its videos are in which state, and the state of every item.
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
     * @description Cancels every video of the batch that has not ended, as `POST /v1/videos/{video_id}/cancel` does: queued ones at
     *     once, running ones within one denoising step. Those that have ended stay as they are. Cancelling twice is the
     *     same as once.
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
     * @description Always answers 501 `video_edits_unsupported`: the models make videos, they do not change given ones. It is
     *     here so that clients of OpenAI's `videos.edit` are told so.
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
     * @description Always answers 404 `characters_unsupported`: the models know no characters. It is here so that clients of
     *     OpenAI's `videos.createCharacter` are told so.
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
     * @description Always answers 404 `characters_unsupported`, as there are none.
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
     * @description A failed or cancelled video answers 200 with `status: failed` and its `error`. While the video is not
     *     finished the answer says when to ask again.
     *
     *     `Prefer: wait=N` puts the answer off until the video has ended, and `If-None-Match` with the `ETag` of an
     *     earlier answer gets 304 as long as nothing has changed.
     */
    get: operations['openai.get']
    put?: never
    post?: never
    /**
     * Delete a video
     * @description Takes the video out of sight at once. Within a minute its prompt, metadata, input, results, previews,
     *     checkpoints and everything that webhooks told of it are gone, too; what stays is its id with its state and
     *     times. One that is not finished is cancelled first.
     *
     *     Webhooks that were not delivered yet are not delivered any more, and the cancellation is not told by one:
     *     the feed `/v1/events` tells `video.deleted`. An Idempotency-Key that made the video is free again.
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
     * @description Server-sent events: everything that has happened to the video, then everything that happens, until it has
     *     ended. Each event carries its type and the id under which webhooks and `/v1/events` tell it too; its data is
     *     an `Event`. While the video runs there is `video.progress` about once a second, without an id, with a
     *     `VideoProgress` as data.
     *
     *     A client that comes back with `Last-Event-ID`, to any address of the service, gets what came after that
     *     event. When nothing more will come the answer is 204.
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
     * @description Everything that has happened to the tenant's videos, oldest first. For what follows send the `last_id` of
     *     the last page that had events as `after`: no event is ever passed over.
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
     * @description Queues a new video with another prompt and everything else of this one, which must be completed and not
     *     expired: model, settings, seed, input, metadata and `webhook_url`. Other fields are ignored.
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
  '/v1/files': {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    /**
     * List files
     * @description Newest first unless `order` says otherwise. For the next page send the `last_id` of this one as `after`.
     */
    get: operations['files.list']
    put?: never
    /**
     * Upload a file
     * @description Keeps an image for any number of videos: its `id` is then the `file_id` of `input_reference`. JPEG, PNG or WebP,
     *     at most 10 MB and 16.8 megapixels, each side at least 64 pixels. Its bytes count into the quota once, here.
     *
     *     It stays for the time that the service is set to (30 days), or for `expires_after` when that is shorter.
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
     * @description What is known of the file; its bytes are at `/content`.
     */
    get: operations['files.retrieve']
    put?: never
    post?: never
    /**
     * Delete a file
     * @description Videos that were made from it keep their own copy of the picture.
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
     * @description The bytes as they were uploaded. `Accept` is not looked at.
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
     * @description What a model can do: the JSON Schema of the bodies that a create takes for it, sizes to choose from, and how
     *     long its steps took on each class of device. OpenAI's `models.retrieve` is this.
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
     * @description The webhook secret is in this answer and in no other.
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
    /** Retrieve a tenant with what it has used today */
    get: operations['admin.getTenant']
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    /**
     * Change limits, priority or name of a tenant
     * @description Limits count from the next request on; `null` returns to the default of the settings, 0 means no limit. A priority
     *     counts for videos that are made from now on.
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
     * Give a tenant a new webhook secret
     * @description For 24 hours every webhook carries two signatures, one by each secret, so that receivers can change over.
     */
    post: operations['admin.rotateWebhookSecret']
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
    /** List the API keys of a tenant, revoked ones too */
    get: operations['admin.listKeys']
    put?: never
    /**
     * Create an API key
     * @description The key itself is in this answer and in no other. A tenant may have any number of keys: to rotate one, create
     *     another, change over, and revoke the first.
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
     * @description It is refused from the next request on. Revoking twice is the same as once.
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
     * Have the requests of an API key signed
     * @description From the next request on `Signature-Input` and `Signature` (RFC 9421) are required beside the key. They cover
     *     `@method`, `@target-uri` (or `@path` and `@query`) and, where there is a body, `content-digest` (RFC 9530,
     *     sha-256 or sha-512), with the parameters `created`, within 300 s of the time, and `nonce`, which counts once.
     *     For `hmac-sha256` the answer holds the secret, which is shown this once; for `ed25519` send the public key.
     */
    post: operations['admin.signKey']
    /**
     * Have the requests of an API key signed no longer
     * @description Signatures are neither required nor looked at from the next request on.
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
     * @description Events of its types are delivered to it, beside the `webhook_url` of a request. `signing_secret` is shown here and
     *     after a rotation, and never again.
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
     * @description Members that are left out stay as they are. `disabled: false` enables one that was disabled, also by a 410.
     */
    post: operations['webhooks.update']
    /**
     * Remove a webhook endpoint
     * @description With its attempts; what was not delivered yet never is.
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
     * @description With `keep_old_secret_active_for_24_hours` every delivery of the next 24 hours carries a signature of each secret.
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
     * @description At once and once, whether the endpoint is disabled or not. `webhook_unreachable` when there is no answer.
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
     * Deliver an event again
     * @description The same bytes under the same `webhook-id`, whatever the types of the endpoint.
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
     * Deliver what was missed
     * @description Every event of the endpoint's types since a time that was not delivered to it and is not about to be, at most 1000
     *     at once.
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
     * List delivery attempts at an endpoint
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
     * @description At its `webhook_url` and at every endpoint, newest first.
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
     * @description The image is fetched before the answer, and what is wrong with it is answered with 400. Unknown fields are
     *     ignored. Wishes above the limits of the model that is served are brought down to them.
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
     * Cancel a waiting task
     * @deprecated
     * @description A task that runs is refused with 400, unless `cancel_running` says that it may be stopped too.
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
     * @description Open to whoever knows the address. It stays 410 after the content has expired.
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
     * What the service is
     * @deprecated
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
     * Can videos be made
     * @deprecated
     * @description Always 200; the body says whether a worker is there.
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
     * @description The image can be named in later calls of `/api/generate` with the same key, for seven days.
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
     * Create a video from an image that was uploaded before
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
     * @description Open to whoever knows the file name. It stays 410 after the content has expired.
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
     * @description `style` joins the prompt; what no video should show joins the negative prompt. `frame_rate` has no effect: the
     *     model has its own rate. Answers 503 when no model that makes videos from text is served.
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
     * @description Credentials come as `?token=` or in the header. The answer is 200 also when the picture or the wishes are of no
     *     use, with `success: false`. A client that goes away cancels its video.
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
     * @description Open to whoever knows the address. It stays 410 after the content has expired.
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
      /** @description What to keep out of it. Without it the model's own is used; an empty text means none. */
      negative_prompt?: string | null
      /**
       * @description Id or alias of a model. Without it the first registered one that makes videos from what is sent: from the
       *     prompt alone, from a first frame, or from a first and a last one. OpenAI's model names stand for that too.
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
       * @description A request with a `seed` gets the result of a finished video of the same tenant at once, if its model files,
       *     parameters, pictures and seed are the same: its status is `completed`, and `cached_from` tells which one it
       *     was. It costs no engine seconds and lives for a time of its own. `false` makes the video anew, and not for
       *     later requests either.
       * @example false
       */
      cache?: boolean | null
      /**
       * @description Cancels the video if no worker has started it this long after its creation; its error code is then
       *     `start_timeout`. A later retry does not count.
       * @example 60
       */
      start_timeout_seconds?: number | null
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
    /** @description Exactly one of `image_url`, `file_id` and `video_id`. */
    ImageReference: {
      /**
       * @description http or https URL, or a base64 data URL. JPEG, PNG or WebP, at most 10 MB and 16.8 megapixels, each side at
       *     least 64 pixels. Redirects are not followed, and private addresses are refused.
       */
      image_url?: string
      /**
       * @description Id of a file that was uploaded at `/v1/files`.
       * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
       */
      file_id?: string
      /**
       * @description Id of a completed video whose content has not expired: the new one begins with its last frame, in the
       *     pixels that the model made.
       * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
       */
      video_id?: string
      /**
       * @description Which frame of `video_id`; the last one is the only choice.
       * @enum {string}
       */
      frame?: 'last'
    }
    CreateVideoJson: components['schemas']['VideoParameters'] & {
      /** @description The first frame; required by image-to-video models. A text is read as `image_url`, or as JSON. */
      input_reference?: components['schemas']['ImageReference'] | string | null
      /**
       * @description The last frame, in the same forms; required by first-and-last-frame models, and taken by those whose
       *     `inputs.last_frame` is `optional`.
       */
      last_frame?: components['schemas']['ImageReference'] | string | null
    }
    CreateVideoForm: components['schemas']['VideoParameters'] & {
      /** @description The first frame as a file (JPEG, PNG or WebP, at most 10 MB), or as in JSON bodies. */
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
       * @description A cancelled video is `failed` with the error code `cancelled`, or with `deadline_exceeded` or `start_timeout`
       *     when its time was up.
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
      /** @description Id of the video that has the same settings with another prompt. */
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
      /** @description 1 is the next to start, by turns among all who have videos queued; null when not queued. */
      queue_position: number | null
      /**
       * @description `concurrency_limit` while it waits because as many of its owner's videos run as may run at once; null while
       *     it merely waits for a worker.
       */
      queue_reason: 'concurrency_limit' | null
      /** @description Estimate until finished; null when there is no measurement yet. */
      eta_seconds: number | null
      /** @description Runs that were charged to it. */
      attempts: number
      /** @description When the current or last run began. */
      started_at: components['schemas']['UnixTime'] | null
      /** @description Set while a running video is asked to stop. */
      cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description When it is cancelled if it has not ended, by `Cancel-After`. */
      cancel_at: components['schemas']['UnixTime'] | null
      /** @description When it is cancelled if it was never started, by `start_timeout_seconds`. */
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
      /** @description Id of the video that this one begins with and goes on from. */
      extended_from_video_id: string | null
      /** @description Id of the video that this one repeats. */
      rerun_of: string | null
      /** @description Id of the video whose result this one got. */
      cached_from: string | null
      /** @description Id of the batch that it is an item of. */
      batch_id: string | null
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
    CreateBatch: {
      /**
       * @description Bodies of `POST /v1/videos`, at most as many as the service allows (1000 unless set otherwise). They may
       *     have a `webhook_url` and `metadata` of their own.
       */
      items: (
        | components['schemas']['CreateVideoJson']
        | {
            [key: string]: unknown
          }
      )[]
      /** @description Address that is told when all videos have ended; http or https, without credentials. */
      webhook_url?: string | null
      /** @description Up to 16 pairs of text that come back with the batch; its videos do not get them. */
      metadata?: {
        [key: string]: string
      } | null
    }
    VideoBatch: {
      id: string
      /** @constant */
      object: 'video.batch'
      /**
       * @description `completed` once all of its videos have ended, whichever way.
       * @enum {string}
       */
      status: 'in_progress' | 'completed'
      created_at: components['schemas']['UnixTime']
      completed_at: components['schemas']['UnixTime'] | null
      cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description Items of each status, and in all. */
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
      /** @description In the order in which they came. */
      items: components['schemas']['BatchItem'][]
    }
    BatchItem: {
      /** @description Place in the list that came. */
      index: number
      /** @description Null when no video was made of it. */
      video_id: string | null
      /**
       * @description That of its video, where `cancelled` is told from `failed`; `rejected` when none was made of it, `deleted`
       *     when its video was deleted.
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
    /** @description What a request would come to. No such video exists. */
    VideoEstimate: {
      /** @constant */
      object: 'video.estimate'
      /** @description Id of the model in use. */
      model: string
      prompt: string
      negative_prompt: string
      /** @description WIDTHxHEIGHT in use. */
      size: string
      /** @description Duration of the video: (num_frames − 1) / fps. */
      seconds: string
      num_frames: number
      fps: number
      num_inference_steps: number
      guidance_scale: number
      guidance_scale_2: number | null
      flow_shift: number
      /** @description Threshold in use. */
      easy_cache: number | null
      /** @description Null when none was given; the video then gets a random one. */
      seed: number | null
      /** @description Every value that would be changed or ignored, and why. */
      adjustments: components['schemas']['Adjustment'][]
      /** @description 1 would be the next to start. */
      queue_position: number
      /**
       * @description `concurrency_limit` when it would wait until another video of its owner has ended; `queue_wait_seconds`
       *     does not count that.
       */
      queue_reason: 'concurrency_limit' | null
      /** @description Until an engine is free for it. */
      queue_wait_seconds: number | null
      /** @description Of its own run. */
      run_seconds: number | null
      /** @description Until it would be finished. */
      eta_seconds: number | null
      /**
       * @description Why seconds are null: no worker is up, or no run of this model, size and number of frames was measured on
       *     its devices yet.
       */
      seconds_unknown: ('no_worker' | 'not_measured') | null
      /** @description What the memory of the devices allows; null when no worker has said. */
      memory: {
        /** @description The most pixels per frame, width × height, that fit at this number of frames. */
        max_pixels: number
      } | null
      /** @description Engine seconds that would be booked of the day's quota; 0 without such a quota. */
      booked_gpu_seconds: number
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
      /** @description SHA-256 of the prepared pictures, and of the video that was gone on with. */
      inputs: {
        first_frame: components['schemas']['Sha256'] | null
        last_frame: components['schemas']['Sha256'] | null
        preceding_video: components['schemas']['Sha256'] | null
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
    RemixVideo: {
      /**
       * @description What happens in the video.
       * @example Waves roll onto the beach
       */
      prompt: string
    }
    ExtendVideo: {
      /** @description The completed video, by its id. A file is refused with `unsupported_parameter`. */
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
      /** @description How much is added; the frames are rounded as for a new video. */
      seconds: number | string
      /** @description At random without one. */
      seed?: number | null
    }
    /**
     * @description Shown again, and not looked at otherwise.
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
      /** @description When it is to go before its time. */
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
      content_type: 'image/jpeg' | 'image/png' | 'image/webp'
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
       * @description From text; from an image; from a first and a last frame; from text with or without an image.
       * @enum {string}
       */
      task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
      /** @description Which images a request brings, as `input_reference` and as `last_frame`. */
      inputs: {
        first_frame: components['schemas']['InputPresence']
        last_frame: components['schemas']['InputPresence']
      }
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
      /**
       * @description Where the memory of the devices that serve the model holds less than its limits: the most pixels of a frame,
       *     each up to that number of frames, which rise. 0 when no size fits. Empty when the limits hold.
       */
      fitting_sizes: {
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
      /** @description Which images a request brings, as `input_reference` and as `last_frame`. */
      inputs: {
        first_frame: components['schemas']['InputPresence']
        last_frame: components['schemas']['InputPresence']
      }
      /**
       * @description To choose from: the default size, those that workers prepare for, and the usual shapes in the model's
       *     area. Others are possible.
       */
      sizes: string[]
      /** @description Numbers of frames are `min`, `min + step` and so on up to `max`; others are rounded. */
      frames: {
        default: number
        min: number
        max: number
        step: number
      }
      /**
       * @description Where the memory of the devices that serve the model holds less than its limits: the most pixels of a frame,
       *     each up to that number of frames, which rise. 0 when no size fits. Empty when the limits hold.
       */
      fitting_sizes: {
        num_frames: number
        max_pixels: number
      }[]
      /** @description Averages over finished runs; empty as long as none has finished. */
      speeds: {
        size: string
        num_frames: number
        num_inference_steps: number
        /** @description Devices of one class are equally fast. */
        device_class: string
        seconds_per_step: number
        /** @description Loading and encoding of the inputs. */
        seconds_before: number
        /** @description Decoding, encoding, upload. */
        seconds_after: number
        runs: number
        updated_at: components['schemas']['UnixTime']
      }[]
      /** @description JSON Schema (draft 2020-12) of the JSON bodies that a create takes for this model. */
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
       * @description `video.retrying` follows a failure that may pass; `video.released` means that its worker stopped and the
       *     video went back to the queue.
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
      data: {
        /** @description Id of the video, or of the batch. */
        id: string
      }
    }
    EventList: {
      /** @constant */
      object: 'list'
      data: components['schemas']['Event'][]
      first_id: string | null
      last_id: string | null
      /** @description Whether there is more already. */
      has_more: boolean
    }
    /** @enum {string} */
    WebhookEventType: 'video.completed' | 'video.failed' | 'video.cancelled' | 'batch.completed'
    WebhookEventTypes: components['schemas']['WebhookEventType'][]
    /** @example My application */
    WebhookName: string
    /**
     * @description http or https, without credentials.
     * @example https://app.example.com/hooks/videos
     */
    WebhookUrl: string
    /** @description Sent with every delivery. Those that make up the request or its signature cannot be chosen. */
    WebhookHeaders: {
      [key: string]: string
    }
    CreateWebhookEndpoint: {
      event_types: components['schemas']['WebhookEventTypes']
      name: components['schemas']['WebhookName']
      url: components['schemas']['WebhookUrl']
      headers?: components['schemas']['WebhookHeaders']
      /** @description A disabled endpoint gets nothing; `recover` makes up for it. */
      disabled?: boolean
    }
    UpdateWebhookEndpoint: {
      event_types?: components['schemas']['WebhookEventTypes']
      name?: components['schemas']['WebhookName']
      url?: components['schemas']['WebhookUrl']
      headers?: components['schemas']['WebhookHeaders']
      /** @description A disabled endpoint gets nothing; `recover` makes up for it. */
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
       * @description `gone`: the address answered 410.
       * @enum {string|null}
       */
      disabled_reason: 'gone' | null
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
       * @description `gone`: the address answered 410.
       * @enum {string|null}
       */
      disabled_reason: 'gone' | null
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
      /** @description Whether another recovery would find more. */
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
      /** @description 1 is the first one. */
      attempt: number
      duration_ms: number
      status_code: number | null
      /** @description Why there was no answer. */
      error: string | null
      /** @description Its first 4096 characters. */
      response_body: string | null
      /** @enum {string} */
      delivery_status: 'pending' | 'delivered' | 'failed'
      next_attempt_at: components['schemas']['UnixTime'] | null
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
        /** @description The step that the newest preview shows (`variant=preview` of the content); null without one. */
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
      | 'cancelled'
      | 'deadline_exceeded'
      | 'start_timeout'
      | 'out_of_memory'
      | 'worker_lost'
      | 'engine_crashed'
      | 'engine_stalled'
      | 'model_unavailable'
      | 'encode_failed'
      | 'storage_failed'
      | 'invalid_input'
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
      /** @description The limits that count, by the tenant or the settings. */
      effective: {
        requests_per_minute: number
        request_burst: number
        max_running: number
        max_queued: number
        gpu_seconds_per_day: number
        upload_bytes_per_day: number
      }
      /** @description Since midnight UTC, with what is booked for queued and running videos. */
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
      /** @description The limits that count, by the tenant or the settings. */
      effective: {
        requests_per_minute: number
        request_burst: number
        max_running: number
        max_queued: number
        gpu_seconds_per_day: number
        upload_bytes_per_day: number
      }
      /** @description Since midnight UTC, with what is booked for queued and running videos. */
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
    }
    WebhookSecret: {
      webhook_secret: string
      previous_valid_until: components['schemas']['UnixTime']
    }
    Scopes: ('videos:write' | 'videos:read' | 'webhooks:write' | 'files:write' | 'admin')[]
    /** @description Networks that the key may be used from; empty for anywhere. */
    Cidrs: string[]
    ApiKey: {
      id: string
      /** @constant */
      object: 'api_key'
      tenant_id: string
      name: string
      /** @description Enough of the key to tell it from others. */
      prefix: string
      scopes: components['schemas']['Scopes']
      allowed_cidrs: components['schemas']['Cidrs']
      created_at: components['schemas']['UnixTime']
      /** @description To the minute. */
      last_used_at: components['schemas']['UnixTime'] | null
      revoked_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      signature_required: boolean
    }
    /** @enum {string} */
    SignatureAlgorithm: 'ed25519' | 'hmac-sha256'
    SignApiKey: {
      algorithm: components['schemas']['SignatureAlgorithm']
      /** @description For `ed25519`, the 32 bytes of the public key in base64 (`x` of a JWK). */
      public_key?: string
      /**
       * @description `false`: a request without a signature is accepted, one with a wrong signature is not.
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
      /** @description Enough of the key to tell it from others. */
      prefix: string
      scopes: components['schemas']['Scopes']
      allowed_cidrs: components['schemas']['Cidrs']
      created_at: components['schemas']['UnixTime']
      /** @description To the minute. */
      last_used_at: components['schemas']['UnixTime'] | null
      revoked_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      signature_required: boolean
      /** @description For `hmac-sha256`, 32 bytes in base64, shown this once. */
      signing_secret: string | null
    }
    CreatedApiKey: {
      id: string
      /** @constant */
      object: 'api_key'
      tenant_id: string
      name: string
      /** @description Enough of the key to tell it from others. */
      prefix: string
      scopes: components['schemas']['Scopes']
      allowed_cidrs: components['schemas']['Cidrs']
      created_at: components['schemas']['UnixTime']
      /** @description To the minute. */
      last_used_at: components['schemas']['UnixTime'] | null
      revoked_at: components['schemas']['UnixTime'] | null
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
      scopes: components['schemas']['Scopes']
      allowed_cidrs?: components['schemas']['Cidrs']
    }
    LegacyError: {
      detail: string
    }
    /** @description The fields that are wrong, as FastAPI words them; a sentence or an object when it is about something else. */
    LegacyInvalid: {
      detail:
        | {
            type: string
            loc: (string | number)[]
            msg: string
            /** @description The value that came. */
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
       * @description Any value; a model that is not served is replaced by one of its kind.
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
       * @description Stop a task that runs, too.
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
      /** @description 0 counts as none. */
      noise_seed?: number | null
    }
    ComfyUpload: components['schemas']['ComfyNumbers'] & {
      /**
       * Format: binary
       * @description JPEG, PNG or WebP, at most 10 MB.
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
      /** @description The task; absent when there is none. */
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
       * @description Any word.
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
       * @description JPEG, PNG or WebP.
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
     * @description Valid credentials are required (`invalid_credentials`), or a signature that the key asks for
     *     (`signature_invalid`).
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
     * @description The credentials lack a scope (`insufficient_scope`), or the key may not be used from this address
     *     (`address_not_allowed`).
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
    /** @description The batch does not exist, or is another tenant's (`batch_not_found`). */
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
     * @description The file of `file_id` does not exist, has expired, or is another tenant's (`file_not_found`), or the video of
     *     `video_id` does not exist or is another tenant's (`video_not_found`).
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
    /** @description The video that the input names is not finished (`not_ready`), or failed (`video_failed`). */
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
    /** @description The file does not exist, has expired, or is another tenant's (`file_not_found`). */
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
    /** @description No worker has registered a model of this name (`model_not_found`). */
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
    /** @description There is no such tenant (`tenant_not_found`) or key (`api_key_not_found`). */
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
    /** @description There is a tenant with this id (`tenant_exists`). */
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
    /** @description The webhook endpoint does not exist, or is another tenant's (`webhook_endpoint_not_found`). */
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
    /** @description The input, or the video that it names, has expired (`video_expired`). */
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
    /**
     * @description More requests than the limit of the key allows (`rate_limit_exceeded`), more queued videos than the limit of
     *     their owner (`queue_full`), or more engine seconds or bytes than are left of the day (`quota_exceeded`).
     *     `RateLimit-Policy` and `RateLimit` name the limit; those of requests are on every answer to a request with
     *     credentials, so that a client can slow down before it comes to this. Many wrong credentials from one address
     *     are answered so too (`"auth-failures"`).
     */
    TooManyRequests: {
      headers: {
        /** @description Seconds after which to ask again. */
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
    /** @description There is nothing of that name. */
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
    /** @description Bodies are what the operation names, without content encoding. */
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
    /** @description The range lies outside the content. */
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
    /** @description The service cannot do this at present. */
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
    /** @description There is nothing of that name. */
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
    /** @description Bodies are what the operation names, without content encoding. */
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
    /** @description The service cannot do this at present. */
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
    /** @description The service cannot do this at present. */
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
     * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
     *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
     * @example 4f6c2f0e-order-A-1017
     */
    IdempotencyKey: string
    /**
     * @description `wait=N` (RFC 7240): rather than that the client polls, the answer comes when the video has ended, after at
     *     most N seconds. 55 are the most; `Preference-Applied` tells how many it was.
     * @example wait=30
     */
    Prefer: string
    /**
     * @description Cancels the video if it has not ended this long after its creation, queued or running, as Replicate's header
     *     does: `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days. Its error code is then `deadline_exceeded`.
     * @example 1m30s
     */
    CancelAfter: string
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
    /** @description The preference that was followed. */
    PreferenceApplied: string
    /**
     * @description Whether an earlier result was used (RFC 9211): `wan; hit`; `wan; fwd=miss; stored` when it is made and can be found
     *     later; `wan; fwd=bypass` with `cache: false`, and without a `seed`, where the result can be found later all the same.
     */
    CacheStatus: string
    /** @description Whether the same request may succeed later. */
    ShouldRetry: 'true' | 'false'
    /**
     * @description The limits that count, as draft-ietf-httpapi-ratelimit-headers has them. `"requests"`: `q` at once, which refill
     *     evenly within `w` seconds. Where a video is made also those of its owner, as far as there are any: `"running"`
     *     and `"queued"` videos, `"gpu-seconds"` and `"upload-bytes"` of a day.
     * @example "requests";q=1000;w=10, "queued";q=10000, "gpu-seconds";q=36000;w=86400
     */
    RateLimitPolicy: string
    /**
     * @description `r` are left of each limit; all of them are there again after `t` seconds.
     * @example "requests";r=998;t=1, "queued";r=9999, "gpu-seconds";r=35120;t=40211
     */
    RateLimit: string
    /** @description Unix time since which the path is deprecated (RFC 9745). */
    Deprecation: string
    /** @description When the path goes (RFC 8594). */
    Sunset: string
    /** @description Where the documentation is, and what to use instead. */
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
        /** @description By time of creation. */
        order?: 'asc' | 'desc'
        /**
         * @description Id of the last video of the previous page.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        after?: string
        /** @description Only videos of this status; cancelled ones are `failed`. */
        status?: 'queued' | 'in_progress' | 'completed' | 'failed'
        /**
         * @description Only videos of the model with this id.
         * @example wan2.1-i2v-tiny
         */
        model?: string
        /**
         * @description Only videos of this batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        batch_id?: string
        /** @description Only videos that were created at this time, in seconds since 1970, or later. */
        created_after?: number
        /** @description Only videos that were created before this time, in seconds since 1970. */
        created_before?: number
        /**
         * @description Only videos that have this metadata, written `metadata[key]=value`; several pairs must all be there.
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
         * @description Answers 200 with what `POST /v1/videos/estimate` says of the same body, as
         *     `application/vnd.wan.estimate+json`. Nothing is made, and an Idempotency-Key is not used.
         */
        dry_run?: boolean
      }
      header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `wait=N` (RFC 7240): rather than that the client polls, the answer comes when the video has ended, after at
         *     most N seconds. 55 are the most; `Preference-Applied` tells how many it was.
         * @example wait=30
         */
        Prefer?: components['parameters']['Prefer']
        /**
         * @description Cancels the video if it has not ended this long after its creation, queued or running, as Replicate's header
         *     does: `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days. Its error code is then `deadline_exceeded`.
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
      }
    }
    responses: {
      /** @description The video, which has ended: under `Prefer`, or because its result was there already. Under `dry_run` an estimate. */
      200: {
        headers: {
          /** @description Address of the video. */
          Location?: string
          /** @description `true` when an earlier request with the same key made the video. */
          'Idempotent-Replayed'?: 'true'
          'Cache-Status': components['headers']['CacheStatus']
          'Preference-Applied': components['headers']['PreferenceApplied']
          'x-request-id': components['headers']['RequestId']
          [name: string]: unknown
        }
        content: {
          'application/json': components['schemas']['Video']
          'application/vnd.wan.estimate+json': components['schemas']['VideoEstimate']
        }
      }
      /** @description The video is queued. */
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
        'application/json': components['schemas']['ExtendVideo']
        'multipart/form-data': components['schemas']['ExtendVideo']
      }
    }
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
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description Cancels the video if it has not ended this long after its creation, queued or running, as Replicate's header
         *     does: `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days. Its error code is then `deadline_exceeded`.
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
      /** @description The batch; every item that was not rejected is queued. */
      202: {
        headers: {
          /** @description Address of the batch. */
          Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          'Idempotent-Replayed'?: 'true'
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
         * @description `wait=N` (RFC 7240): rather than that the client polls, the answer comes when the video has ended, after at
         *     most N seconds. 55 are the most; `Preference-Applied` tells how many it was.
         * @example wait=30
         */
        Prefer?: components['parameters']['Prefer']
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
      /** @description The video. */
      200: {
        headers: {
          /** @description Digest of the answer; another one for every change of it. */
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
      /** @description The video is as the client holds it. */
      304: {
        headers: {
          /** @description Digest of the answer; another one for every change of it. */
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
        /** @description Id of the last event that was seen; one that is not of this video counts as none. */
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
      /** @description The video has ended and every event of it was seen. */
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
         * @description Id of the last event that was seen; from the beginning without it.
         * @example evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e
         */
        after?: string
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
        /**
         * @description Cancels the video if it has not ended this long after its creation, queued or running, as Replicate's header
         *     does: `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days. Its error code is then `deadline_exceeded`.
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
    requestBody?: never
    responses: {
      /** @description The new video is queued. */
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
    requestBody: {
      content: {
        'application/json': components['schemas']['RemixVideo']
        'multipart/form-data': components['schemas']['RemixVideo']
      }
    }
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
      429: components['responses']['TooManyRequests']
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
      /** @description More requests than the limit allows. */
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
        /** @description By time of upload. */
        order?: 'asc' | 'desc'
        /**
         * @description Id of the last file of the previous page.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        after?: string
        /**
         * @description Only files that were uploaded with this purpose.
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
      }
    }
    responses: {
      /** @description The file is kept. */
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
      /** @description The file is gone. */
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
          'image/jpeg': components['schemas']['Bytes']
          'image/png': components['schemas']['Bytes']
          'image/webp': components['schemas']['Bytes']
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
         * @description Id or alias of the model.
         * @example wan2.1-i2v-tiny
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
      /** @description The key, and the secret if there is one. */
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
      /** @description It is gone. */
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
      /** @description The address has answered; `status_code` says what. */
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
      /** @description It is on its way. */
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
      /** @description They are on their way. */
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
      /** @description All types that an endpoint can have. */
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
  'wan21.submit': {
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
      /** @description The task is cancelled, or asked to stop. */
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
      /** @description The range that was asked for. */
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
      /** @description The content lies at a signed link. */
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
      /** @description What there is to say. */
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
        'multipart/form-data': components['schemas']['ComfyUpload']
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
        /** @description `404` to have an unknown id answered so; otherwise it is the status `unknown`. */
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
        'multipart/form-data': components['schemas']['ComfyUploadSync']
      }
    }
    responses: {
      /** @description The video is there. */
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
      /** @description The time was over; the task goes on. */
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
      /** @description The range that was asked for. */
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
      /** @description The content lies at a signed link. */
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
        /** @description The API key, in place of the header. */
        token?: string
      }
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
        'application/json': components['schemas']['I2vgenGenerate']
      }
    }
    responses: {
      /** @description The video, or why there is none. */
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
      /** @description The range that was asked for. */
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
      /** @description The content lies at a signed link. */
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
  'webhook.batchCompleted': {
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
