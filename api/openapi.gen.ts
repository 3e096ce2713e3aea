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
     * @description Newest first unless `order` says otherwise. For the next page send the `last_id` of this one as `after`,
     *     with the same filters; a video is listed when all of them hold for it.
     */
    readonly get: operations['openai.list']
    readonly put?: never
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
     * @description Queues a new video that goes on from the last frame of a completed one and ends in one clip of both: the given
     *     frames as they are, then those of `seconds` more, up to 120 s in all. Size and frame rate are those of the
     *     source, and so are its settings, metadata and `webhook_url`; a source of a model that makes videos from text
     *     alone is gone on with by another model, which `adjustments` tells. The source may be deleted meanwhile.
     *
     *     Other fields are ignored.
     */
    readonly post: operations['openai.extend']
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
     * @description What the same body would come to as a video: its parameters after defaults, rounding and limits, how long it
     *     would wait and run, the memory and the quota it would take. It is checked as a create is, its image included,
     *     and refused for the same reasons; but nothing is made or stored.
     *
     *     Seconds come from runs that were measured on the devices that are up. Without a measurement they are null and
     *     `seconds_unknown` says why.
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
     * @description How many of its videos are in which state, and the state of every item.
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
     * @description Cancels every video of the batch that has not ended, as `POST /v1/videos/{video_id}/cancel` does: queued ones at
     *     once, running ones within one denoising step. Those that have ended stay as they are. Cancelling twice is the
     *     same as once.
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
     * @description Always answers 501 `video_edits_unsupported`: the models make videos, they do not change given ones. It is
     *     here so that clients of OpenAI's `videos.edit` are told so.
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
     * @description Always answers 404 `characters_unsupported`: the models know no characters. It is here so that clients of
     *     OpenAI's `videos.createCharacter` are told so.
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
     * @description Always answers 404 `characters_unsupported`, as there are none.
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
     * @description A failed or cancelled video answers 200 with `status: failed` and its `error`. While the video is not
     *     finished the answer says when to ask again.
     *
     *     `Prefer: wait=N` puts the answer off until the video has ended, and `If-None-Match` with the `ETag` of an
     *     earlier answer gets 304 as long as nothing has changed.
     */
    readonly get: operations['openai.get']
    readonly put?: never
    readonly post?: never
    /**
     * Delete a video
     * @description Takes the video out of sight at once. Within a minute its prompt, metadata, input, results, previews,
     *     checkpoints and everything that webhooks told of it are gone, too; what stays is its id with its state and
     *     times. One that is not finished is cancelled first.
     *
     *     Webhooks that were not delivered yet are not delivered any more, and the cancellation is not told by one:
     *     the feed `/v1/events` tells `video.deleted`. An Idempotency-Key that made the video is free again.
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
     * @description A queued video is cancelled at once and answers `status: failed` with the error code `cancelled`. A running
     *     one stops within one denoising step: `cancel_requested_at` is set until it has stopped. Cancelling twice is
     *     the same as once.
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
     * @description Server-sent events: everything that has happened to the video, then everything that happens, until it has
     *     ended. Each event carries its type and the id under which webhooks and `/v1/events` tell it too; its data is
     *     an `Event`. While the video runs there is `video.progress` about once a second, without an id, with a
     *     `VideoProgress` as data.
     *
     *     A client that comes back with `Last-Event-ID`, to any address of the service, gets what came after that
     *     event. When nothing more will come the answer is 204.
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
     * @description Everything that has happened to the tenant's videos, oldest first. For what follows send the `last_id` of
     *     the last page that had events as `after`: no event is ever passed over.
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
     * Make a video again
     * @description Queues a new video with the model, parameters, seed and input of this one, whatever became of it. With the
     *     same model files on a device of the same class (see `manifest`) its frames are the same to the bit. Metadata
     *     and `webhook_url` are taken over.
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
     * @description Queues a new video with another prompt and everything else of this one, which must be completed and not
     *     expired: model, settings, seed, input, metadata and `webhook_url`. Other fields are ignored.
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
         * @description The mp4, a webp of one frame, a jpg with frames in a grid, or the newest rough webp of what is being made,
         *     which is there while the video runs.
         */
        readonly variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview'
      }
      readonly header?: {
        /**
         * @description One range of bytes; several at once are answered with the whole content.
         * @example bytes=0-1023
         */
        readonly Range?: string
        /** @description ETag that must still hold for `Range` to count. */
        readonly 'If-Range'?: string
        /** @description ETags that the client holds. */
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
     * @description The bytes, or a redirect to a signed link when the operator has chosen that. Content lives until
     *     `expires_at` of the video. `Accept` is not looked at.
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
     * @description The models that workers have registered, with their defaults and limits.
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
     * @description Newest first unless `order` says otherwise. For the next page send the `last_id` of this one as `after`.
     */
    readonly get: operations['files.list']
    readonly put?: never
    /**
     * Upload a file
     * @description Keeps an image for any number of videos: its `id` is then the `file_id` of `input_reference`. JPEG, PNG or WebP,
     *     at most 10 MB and 16.8 megapixels, each side at least 64 pixels. Its bytes count into the quota once, here.
     *
     *     It stays for the time that the service is set to (30 days), or for `expires_after` when that is shorter.
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
     * @description What is known of the file; its bytes are at `/content`.
     */
    readonly get: operations['files.retrieve']
    readonly put?: never
    readonly post?: never
    /**
     * Delete a file
     * @description Videos that were made from it keep their own copy of the picture.
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
     * @description The bytes as they were uploaded. `Accept` is not looked at.
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
     * @description What a model can do: the JSON Schema of the bodies that a create takes for it, sizes to choose from, and how
     *     long its steps took on each class of device. OpenAI's `models.retrieve` is this.
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
     * @description The webhook secret is in this answer and in no other.
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
    /** Retrieve a tenant with what it has used today */
    readonly get: operations['admin.getTenant']
    readonly put?: never
    readonly post?: never
    readonly delete?: never
    readonly options?: never
    readonly head?: never
    /**
     * Change limits, priority or name of a tenant
     * @description Limits count from the next request on; `null` returns to the default of the settings, 0 means no limit. A priority
     *     counts for videos that are made from now on.
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
     * Give a tenant a new webhook secret
     * @description For 24 hours every webhook carries two signatures, one by each secret, so that receivers can change over.
     */
    readonly post: operations['admin.rotateWebhookSecret']
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
    /** List the API keys of a tenant, revoked ones too */
    readonly get: operations['admin.listKeys']
    readonly put?: never
    /**
     * Create an API key
     * @description The key itself is in this answer and in no other. A tenant may have any number of keys: to rotate one, create
     *     another, change over, and revoke the first.
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
     * @description It is refused from the next request on. Revoking twice is the same as once.
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
     * Have the requests of an API key signed
     * @description From the next request on `Signature-Input` and `Signature` (RFC 9421) are required beside the key. They cover
     *     `@method`, `@target-uri` (or `@path` and `@query`) and, where there is a body, `content-digest` (RFC 9530,
     *     sha-256 or sha-512), with the parameters `created`, within 300 s of the time, and `nonce`, which counts once.
     *     For `hmac-sha256` the answer holds the secret, which is shown this once; for `ed25519` send the public key.
     */
    readonly post: operations['admin.signKey']
    /**
     * Have the requests of an API key signed no longer
     * @description Signatures are neither required nor looked at from the next request on.
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
     * @description Events of its types are delivered to it, beside the `webhook_url` of a request. `signing_secret` is shown here and
     *     after a rotation, and never again.
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
     * @description Members that are left out stay as they are. `disabled: false` enables one that was disabled, also by a 410.
     */
    readonly post: operations['webhooks.update']
    /**
     * Remove a webhook endpoint
     * @description With its attempts; what was not delivered yet never is.
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
     * @description With `keep_old_secret_active_for_24_hours` every delivery of the next 24 hours carries a signature of each secret.
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
     * @description At once and once, whether the endpoint is disabled or not. `webhook_unreachable` when there is no answer.
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
     * Deliver an event again
     * @description The same bytes under the same `webhook-id`, whatever the types of the endpoint.
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
     * Deliver what was missed
     * @description Every event of the endpoint's types since a time that was not delivered to it and is not about to be, at most 1000
     *     at once.
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
     * List delivery attempts at an endpoint
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
     * @description At its `webhook_url` and at every endpoint, newest first.
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
     * @description Links of the filesystem storage driver. The link itself is the permission; it ends at `expires`.
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
  readonly '/livez': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    /** Is the process alive */
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
     * Can the service do its work
     * @description Ready means that the database, its migrations and the storage are there, and the process is not stopping. `workers` is told but not counted, because requests are accepted and wait without one.
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
     * @description For the bearer token in METRICS_TOKEN; without that setting for loopback only.
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
     * @description The image is fetched before the answer, and what is wrong with it is answered with 400. Unknown fields are
     *     ignored. Wishes above the limits of the model that is served are brought down to them.
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
     * Cancel a waiting task
     * @deprecated
     * @description A task that runs is refused with 400, unless `cancel_running` says that it may be stopped too.
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
     * @description Open to whoever knows the address. It stays 410 after the content has expired.
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
     * What the service is
     * @deprecated
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
     * Can videos be made
     * @deprecated
     * @description Always 200; the body says whether a worker is there.
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
     * @description The image can be named in later calls of `/api/generate` with the same key, for seven days.
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
     * Create a video from an image that was uploaded before
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
     * @description Open to whoever knows the file name. It stays 410 after the content has expired.
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
     * @description `style` joins the prompt; what no video should show joins the negative prompt. `frame_rate` has no effect: the
     *     model has its own rate. Answers 503 when no model that makes videos from text is served.
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
     * @description Credentials come as `?token=` or in the header. The answer is 200 also when the picture or the wishes are of no
     *     use, with `success: false`. A client that goes away cancels its video.
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
     * @description Open to whoever knows the address. It stays 410 after the content has expired.
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
    /** A video is completed */
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
    /** A video is cancelled */
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
      /** @description What to keep out of it. Without it the model's own is used; an empty text means none. */
      readonly negative_prompt?: string | null
      /**
       * @description Id or alias of a model. Without it the first registered one that makes videos from what is sent: from the
       *     prompt alone, from a first frame, or from a first and a last one. OpenAI's model names stand for that too.
       * @example wan2.1-i2v-tiny
       */
      readonly model?: string | null
      /**
       * @description `WIDTHxHEIGHT`, or `auto` for the model's area in the image's proportions. Without it the model's default
       *     counts. Sides are multiples of the model's size multiple.
       * @example auto
       * @example 832x480
       */
      readonly size?: string | null
      /**
       * @description Duration. `num_frames` says the same more exactly and wins over it.
       * @example 4
       */
      readonly seconds?: string | number | null
      /**
       * @description Frames to generate. Wan makes 4n + 1 of them; other numbers are rounded and listed in `adjustments`.
       * @example 81
       */
      readonly num_frames?: number | null
      /** @description Frames per second of the mp4; the model's own rate without it. */
      readonly fps?: number | null
      /** @description Denoising steps. */
      readonly num_inference_steps?: number | null
      /** @description How strongly the prompt guides; 1 and below turn guidance off. */
      readonly guidance_scale?: number | null
      /** @description The same for the second transformer, of models that have one. */
      readonly guidance_scale_2?: number | null
      /** @description Shift of the flow-matching schedule towards noise. */
      readonly flow_shift?: number | null
      /**
       * @description EasyCache: skip steps whose velocity is estimated to change little, which saves about half the time of long
       *     runs and changes the video slightly. `true` stands for the threshold 0.05; larger ones skip more. Off
       *     without it, and in runs of up to 8 steps.
       */
      readonly easy_cache?: boolean | number | null
      /** @description Start of the random numbers. A video always shows the seed that was used. */
      readonly seed?: number | null
      /**
       * @description A request with a `seed` gets the result of a finished video of the same tenant at once, if its model files,
       *     parameters, pictures and seed are the same: its status is `completed`, and `cached_from` tells which one it
       *     was. It costs no engine seconds and lives for a time of its own. `false` makes the video anew, and not for
       *     later requests either.
       * @example false
       */
      readonly cache?: boolean | null
      /**
       * @description Cancels the video if no worker has started it this long after its creation; its error code is then
       *     `start_timeout`. A later retry does not count.
       * @example 60
       */
      readonly start_timeout_seconds?: number | null
      /**
       * @description Address that is told when the video has ended; http or https, without credentials.
       * @example https://app.example.com/hooks/videos
       */
      readonly webhook_url?: string | null
      /** @description Up to 16 pairs of text that come back with the video. */
      readonly metadata?: {
        readonly [key: string]: string
      } | null
    }
    /** @description Exactly one of `image_url`, `file_id` and `video_id`. */
    readonly ImageReference: {
      /**
       * @description http or https URL, or a base64 data URL. JPEG, PNG or WebP, at most 10 MB and 16.8 megapixels, each side at
       *     least 64 pixels. Redirects are not followed, and private addresses are refused.
       */
      readonly image_url?: string
      /**
       * @description Id of a file that was uploaded at `/v1/files`.
       * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
       */
      readonly file_id?: string
      /**
       * @description Id of a completed video whose content has not expired: the new one begins with its last frame, in the
       *     pixels that the model made.
       * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
       */
      readonly video_id?: string
      /**
       * @description Which frame of `video_id`; the last one is the only choice.
       * @enum {string}
       */
      readonly frame?: 'last'
    }
    readonly CreateVideoJson: components['schemas']['VideoParameters'] & {
      /** @description The first frame; required by image-to-video models. A text is read as `image_url`, or as JSON. */
      readonly input_reference?: components['schemas']['ImageReference'] | string | null
      /**
       * @description The last frame, in the same forms; required by first-and-last-frame models, and taken by those whose
       *     `inputs.last_frame` is `optional`.
       */
      readonly last_frame?: components['schemas']['ImageReference'] | string | null
    }
    readonly CreateVideoForm: components['schemas']['VideoParameters'] & {
      /** @description The first frame as a file (JPEG, PNG or WebP, at most 10 MB), or as in JSON bodies. */
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
       * @description A cancelled video is `failed` with the error code `cancelled`, or with `deadline_exceeded` or `start_timeout`
       *     when its time was up.
       * @enum {string}
       */
      readonly status: 'queued' | 'in_progress' | 'completed' | 'failed'
      /** @description Percent. */
      readonly progress: number
      readonly created_at: components['schemas']['UnixTime']
      /** @description When the video was completed. */
      readonly completed_at: components['schemas']['UnixTime'] | null
      /** @description When its content goes. */
      readonly expires_at: components['schemas']['UnixTime'] | null
      readonly prompt: string | null
      /** @description WIDTHxHEIGHT in use. */
      readonly size: string
      /** @description Duration as the number of frame intervals: (num_frames − 1) / fps. */
      readonly seconds: string
      /** @description Id of the video that has the same settings with another prompt. */
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
      /** @description Threshold in use; null when every step is computed. */
      readonly easy_cache: number | null
      /** @description The seed in use; a random one when none was given. */
      readonly seed: number
      /** @description What a running video is at. */
      readonly phase:
        ('load' | 'encode_prompt' | 'encode_image' | 'denoise' | 'decode' | 'encode_video' | 'upload') | null
      /** @description Denoising steps done. */
      readonly step: number
      /** @description Denoising steps in all. */
      readonly steps: number
      /** @description 1 is the next to start, by turns among all who have videos queued; null when not queued. */
      readonly queue_position: number | null
      /**
       * @description `concurrency_limit` while it waits because as many of its owner's videos run as may run at once; null while
       *     it merely waits for a worker.
       */
      readonly queue_reason: 'concurrency_limit' | null
      /** @description Estimate until finished; null when there is no measurement yet. */
      readonly eta_seconds: number | null
      /** @description Runs that were charged to it. */
      readonly attempts: number
      /** @description When the current or last run began. */
      readonly started_at: components['schemas']['UnixTime'] | null
      /** @description Set while a running video is asked to stop. */
      readonly cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description When it is cancelled if it has not ended, by `Cancel-After`. */
      readonly cancel_at: components['schemas']['UnixTime'] | null
      /** @description When it is cancelled if it was never started, by `start_timeout_seconds`. */
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
      /** @description Id of the video that this one begins with and goes on from. */
      readonly extended_from_video_id: string | null
      /** @description Id of the video that this one repeats. */
      readonly rerun_of: string | null
      /** @description Id of the video whose result this one got. */
      readonly cached_from: string | null
      /** @description Id of the batch that it is an item of. */
      readonly batch_id: string | null
      /** @description Everything that decided a completed video. */
      readonly manifest: components['schemas']['Manifest'] | null
      /**
       * Format: uri
       * @description Newest rough picture of the current or last run; needs the same credentials. Null as long as there is none.
       */
      readonly preview_url: string | null
      /** @description Where the content lies; they need the same credentials. Null before completion and after expiry. */
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
       * @description Bodies of `POST /v1/videos`, at most as many as the service allows (1000 unless set otherwise). They may
       *     have a `webhook_url` and `metadata` of their own.
       */
      readonly items: readonly (
        | components['schemas']['CreateVideoJson']
        | {
            readonly [key: string]: unknown
          }
      )[]
      /** @description Address that is told when all videos have ended; http or https, without credentials. */
      readonly webhook_url?: string | null
      /** @description Up to 16 pairs of text that come back with the batch; its videos do not get them. */
      readonly metadata?: {
        readonly [key: string]: string
      } | null
    }
    readonly VideoBatch: {
      readonly id: string
      /** @constant */
      readonly object: 'video.batch'
      /**
       * @description `completed` once all of its videos have ended, whichever way.
       * @enum {string}
       */
      readonly status: 'in_progress' | 'completed'
      readonly created_at: components['schemas']['UnixTime']
      readonly completed_at: components['schemas']['UnixTime'] | null
      readonly cancel_requested_at: components['schemas']['UnixTime'] | null
      /** @description Items of each status, and in all. */
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
      /** @description In the order in which they came. */
      readonly items: readonly components['schemas']['BatchItem'][]
    }
    readonly BatchItem: {
      /** @description Place in the list that came. */
      readonly index: number
      /** @description Null when no video was made of it. */
      readonly video_id: string | null
      /**
       * @description That of its video, where `cancelled` is told from `failed`; `rejected` when none was made of it, `deleted`
       *     when its video was deleted.
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
    /** @description What a request would come to. No such video exists. */
    readonly VideoEstimate: {
      /** @constant */
      readonly object: 'video.estimate'
      /** @description Id of the model in use. */
      readonly model: string
      readonly prompt: string
      readonly negative_prompt: string
      /** @description WIDTHxHEIGHT in use. */
      readonly size: string
      /** @description Duration of the video: (num_frames − 1) / fps. */
      readonly seconds: string
      readonly num_frames: number
      readonly fps: number
      readonly num_inference_steps: number
      readonly guidance_scale: number
      readonly guidance_scale_2: number | null
      readonly flow_shift: number
      /** @description Threshold in use. */
      readonly easy_cache: number | null
      /** @description Null when none was given; the video then gets a random one. */
      readonly seed: number | null
      /** @description Every value that would be changed or ignored, and why. */
      readonly adjustments: readonly components['schemas']['Adjustment'][]
      /** @description 1 would be the next to start. */
      readonly queue_position: number
      /**
       * @description `concurrency_limit` when it would wait until another video of its owner has ended; `queue_wait_seconds`
       *     does not count that.
       */
      readonly queue_reason: 'concurrency_limit' | null
      /** @description Until an engine is free for it. */
      readonly queue_wait_seconds: number | null
      /** @description Of its own run. */
      readonly run_seconds: number | null
      /** @description Until it would be finished. */
      readonly eta_seconds: number | null
      /**
       * @description Why seconds are null: no worker is up, or no run of this model, size and number of frames was measured on
       *     its devices yet.
       */
      readonly seconds_unknown: ('no_worker' | 'not_measured') | null
      /** @description What the memory of the devices allows; null when no worker has said. */
      readonly memory: {
        /** @description The most pixels per frame, width × height, that fit at this number of frames. */
        readonly max_pixels: number
      } | null
      /** @description Engine seconds that would be booked of the day's quota; 0 without such a quota. */
      readonly booked_gpu_seconds: number
    }
    /** @description Everything that decided the video. The same again on a device of the same class gives the same frames to the bit. */
    readonly Manifest: {
      readonly model: string
      /** @description Every file of the model folder that was read, by its path, LoRA files included. */
      readonly files: {
        readonly [key: string]: components['schemas']['Sha256']
      }
      readonly loras: readonly {
        readonly file: string
        /** @enum {string} */
        readonly expert: 'transformer' | 'transformer_2'
        readonly strength: number
      }[]
      /** @description Version of what turns model configurations into graphs. */
      readonly graph_builder: string
      readonly onnx_runtime: string
      /** @enum {string} */
      readonly provider: 'cpu' | 'cuda'
      /** @description Of the transformer's arithmetic. */
      readonly dtype: string
      readonly device_class: string
      readonly scheduler: string
      readonly schedule: string
      readonly steps: number
      readonly flow_shift: number
      readonly guidance_scale: number
      readonly guidance_scale_2: number | null
      /** @description Share of the noise below which the second transformer takes over. */
      readonly boundary: number | null
      readonly seed: number
      readonly noise: {
        /** @description What turns the seed into noise; `torch-cpu` is torch.randn on the CPU. */
        readonly generator: string
        readonly version: number
      }
      readonly size: string
      readonly num_frames: number
      readonly fps: number
      /** @description With the end token. */
      readonly prompt_tokens: number
      /** @description Whether the prompt was cut to the 512 tokens that fit. */
      readonly prompt_truncated: boolean
      /** @description SHA-256 of the prepared pictures, and of the video that was gone on with. */
      readonly inputs: {
        readonly first_frame: components['schemas']['Sha256'] | null
        readonly last_frame: components['schemas']['Sha256'] | null
        readonly preceding_video: components['schemas']['Sha256'] | null
      }
      readonly easy_cache: {
        readonly threshold: number
        readonly skipped_steps: number
      } | null
      /** @description Step after which the last attempt began, by a checkpoint of an earlier one. */
      readonly resumed_from_step: number | null
      readonly video: {
        readonly sha256: components['schemas']['Sha256']
      }
    }
    readonly Sha256: string
    readonly Adjustment: {
      readonly field: string
      /** @description The value that came. */
      readonly requested: unknown
      /** @description The value that counts; null when the field was ignored. */
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
    readonly RemixVideo: {
      /**
       * @description What happens in the video.
       * @example Waves roll onto the beach
       */
      readonly prompt: string
    }
    readonly ExtendVideo: {
      /** @description The completed video, by its id. A file is refused with `unsupported_parameter`. */
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
      /** @description How much is added; the frames are rounded as for a new video. */
      readonly seconds: number | string
      /** @description At random without one. */
      readonly seed?: number | null
    }
    /**
     * @description Shown again, and not looked at otherwise.
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
      /** @description When it is to go before its time. */
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
      readonly content_type: 'image/jpeg' | 'image/png' | 'image/webp'
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
       * @description From text; from an image; from a first and a last frame; from text with or without an image.
       * @enum {string}
       */
      readonly task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
      /** @description Which images a request brings, as `input_reference` and as `last_frame`. */
      readonly inputs: {
        readonly first_frame: components['schemas']['InputPresence']
        readonly last_frame: components['schemas']['InputPresence']
      }
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
        readonly negative_prompt: string
      }
      readonly limits: {
        readonly min_side: number
        readonly max_pixels: number
        /** @description Area that the size `auto` aims at. */
        readonly auto_area: number
        readonly size_multiple: number
        readonly min_frames: number
        readonly max_frames: number
        readonly min_steps: number
        readonly max_steps: number
      }
      /**
       * @description Whether larger requests are shrunk and listed in `adjustments`, or refused with 400.
       * @enum {string}
       */
      readonly oversize: 'shrink' | 'refuse'
      /**
       * @description Where the memory of the devices that serve the model holds less than its limits: the most pixels of a frame,
       *     each up to that number of frames, which rise. 0 when no size fits. Empty when the limits hold.
       */
      readonly fitting_sizes: readonly {
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
       * @description From text; from an image; from a first and a last frame; from text with or without an image.
       * @enum {string}
       */
      readonly task: 't2v' | 'i2v' | 'flf2v' | 'ti2v'
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
        readonly negative_prompt: string
      }
      readonly limits: {
        readonly min_side: number
        readonly max_pixels: number
        /** @description Area that the size `auto` aims at. */
        readonly auto_area: number
        readonly size_multiple: number
        readonly min_frames: number
        readonly max_frames: number
        readonly min_steps: number
        readonly max_steps: number
      }
      /**
       * @description Whether larger requests are shrunk and listed in `adjustments`, or refused with 400.
       * @enum {string}
       */
      readonly oversize: 'shrink' | 'refuse'
      /** @description Which images a request brings, as `input_reference` and as `last_frame`. */
      readonly inputs: {
        readonly first_frame: components['schemas']['InputPresence']
        readonly last_frame: components['schemas']['InputPresence']
      }
      /**
       * @description To choose from: the default size, those that workers prepare for, and the usual shapes in the model's
       *     area. Others are possible.
       */
      readonly sizes: readonly string[]
      /** @description Numbers of frames are `min`, `min + step` and so on up to `max`; others are rounded. */
      readonly frames: {
        readonly default: number
        readonly min: number
        readonly max: number
        readonly step: number
      }
      /**
       * @description Where the memory of the devices that serve the model holds less than its limits: the most pixels of a frame,
       *     each up to that number of frames, which rise. 0 when no size fits. Empty when the limits hold.
       */
      readonly fitting_sizes: readonly {
        readonly num_frames: number
        readonly max_pixels: number
      }[]
      /** @description Averages over finished runs; empty as long as none has finished. */
      readonly speeds: readonly {
        readonly size: string
        readonly num_frames: number
        readonly num_inference_steps: number
        /** @description Devices of one class are equally fast. */
        readonly device_class: string
        readonly seconds_per_step: number
        /** @description Loading and encoding of the inputs. */
        readonly seconds_before: number
        /** @description Decoding, encoding, upload. */
        readonly seconds_after: number
        readonly runs: number
        readonly updated_at: components['schemas']['UnixTime']
      }[]
      /** @description JSON Schema (draft 2020-12) of the JSON bodies that a create takes for this model. */
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
       * @description `video.retrying` follows a failure that may pass; `video.released` means that its worker stopped and the
       *     video went back to the queue.
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
      readonly data: {
        /** @description Id of the video, or of the batch. */
        readonly id: string
      }
    }
    readonly EventList: {
      /** @constant */
      readonly object: 'list'
      readonly data: readonly components['schemas']['Event'][]
      readonly first_id: string | null
      readonly last_id: string | null
      /** @description Whether there is more already. */
      readonly has_more: boolean
    }
    /** @enum {string} */
    readonly WebhookEventType: 'video.completed' | 'video.failed' | 'video.cancelled' | 'batch.completed'
    readonly WebhookEventTypes: readonly components['schemas']['WebhookEventType'][]
    /** @example My application */
    readonly WebhookName: string
    /**
     * @description http or https, without credentials.
     * @example https://app.example.com/hooks/videos
     */
    readonly WebhookUrl: string
    /** @description Sent with every delivery. Those that make up the request or its signature cannot be chosen. */
    readonly WebhookHeaders: {
      readonly [key: string]: string
    }
    readonly CreateWebhookEndpoint: {
      readonly event_types: components['schemas']['WebhookEventTypes']
      readonly name: components['schemas']['WebhookName']
      readonly url: components['schemas']['WebhookUrl']
      readonly headers?: components['schemas']['WebhookHeaders']
      /** @description A disabled endpoint gets nothing; `recover` makes up for it. */
      readonly disabled?: boolean
    }
    readonly UpdateWebhookEndpoint: {
      readonly event_types?: components['schemas']['WebhookEventTypes']
      readonly name?: components['schemas']['WebhookName']
      readonly url?: components['schemas']['WebhookUrl']
      readonly headers?: components['schemas']['WebhookHeaders']
      /** @description A disabled endpoint gets nothing; `recover` makes up for it. */
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
       * @description `gone`: the address answered 410.
       * @enum {string|null}
       */
      readonly disabled_reason: 'gone' | null
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
       * @description `gone`: the address answered 410.
       * @enum {string|null}
       */
      readonly disabled_reason: 'gone' | null
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
      /** @description Whether another recovery would find more. */
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
      /** @description 1 is the first one. */
      readonly attempt: number
      readonly duration_ms: number
      readonly status_code: number | null
      /** @description Why there was no answer. */
      readonly error: string | null
      /** @description Its first 4096 characters. */
      readonly response_body: string | null
      /** @enum {string} */
      readonly delivery_status: 'pending' | 'delivered' | 'failed'
      readonly next_attempt_at: components['schemas']['UnixTime'] | null
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
        /** @description The step that the newest preview shows (`variant=preview` of the content); null without one. */
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
      }
    }
    /** @description RFC 9457, with the member `error` that OpenAI's clients read. */
    readonly Problem: {
      /**
       * Format: uri
       * @description Ends in the code.
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
      /** @description The limits that count, by the tenant or the settings. */
      readonly effective: {
        readonly requests_per_minute: number
        readonly request_burst: number
        readonly max_running: number
        readonly max_queued: number
        readonly gpu_seconds_per_day: number
        readonly upload_bytes_per_day: number
      }
      /** @description Since midnight UTC, with what is booked for queued and running videos. */
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
      /** @description The limits that count, by the tenant or the settings. */
      readonly effective: {
        readonly requests_per_minute: number
        readonly request_burst: number
        readonly max_running: number
        readonly max_queued: number
        readonly gpu_seconds_per_day: number
        readonly upload_bytes_per_day: number
      }
      /** @description Since midnight UTC, with what is booked for queued and running videos. */
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
    }
    readonly WebhookSecret: {
      readonly webhook_secret: string
      readonly previous_valid_until: components['schemas']['UnixTime']
    }
    readonly Scopes: readonly ('videos:write' | 'videos:read' | 'webhooks:write' | 'files:write' | 'admin')[]
    /** @description Networks that the key may be used from; empty for anywhere. */
    readonly Cidrs: readonly string[]
    readonly ApiKey: {
      readonly id: string
      /** @constant */
      readonly object: 'api_key'
      readonly tenant_id: string
      readonly name: string
      /** @description Enough of the key to tell it from others. */
      readonly prefix: string
      readonly scopes: components['schemas']['Scopes']
      readonly allowed_cidrs: components['schemas']['Cidrs']
      readonly created_at: components['schemas']['UnixTime']
      /** @description To the minute. */
      readonly last_used_at: components['schemas']['UnixTime'] | null
      readonly revoked_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      readonly signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      readonly signature_required: boolean
    }
    /** @enum {string} */
    readonly SignatureAlgorithm: 'ed25519' | 'hmac-sha256'
    readonly SignApiKey: {
      readonly algorithm: components['schemas']['SignatureAlgorithm']
      /** @description For `ed25519`, the 32 bytes of the public key in base64 (`x` of a JWK). */
      readonly public_key?: string
      /**
       * @description `false`: a request without a signature is accepted, one with a wrong signature is not.
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
      /** @description Enough of the key to tell it from others. */
      readonly prefix: string
      readonly scopes: components['schemas']['Scopes']
      readonly allowed_cidrs: components['schemas']['Cidrs']
      readonly created_at: components['schemas']['UnixTime']
      /** @description To the minute. */
      readonly last_used_at: components['schemas']['UnixTime'] | null
      readonly revoked_at: components['schemas']['UnixTime'] | null
      /** @description How requests with the key are signed; null when they are not. */
      readonly signature_algorithm: components['schemas']['SignatureAlgorithm'] | null
      /** @description Whether requests without a signature are refused. */
      readonly signature_required: boolean
      /** @description For `hmac-sha256`, 32 bytes in base64, shown this once. */
      readonly signing_secret: string | null
    }
    readonly CreatedApiKey: {
      readonly id: string
      /** @constant */
      readonly object: 'api_key'
      readonly tenant_id: string
      readonly name: string
      /** @description Enough of the key to tell it from others. */
      readonly prefix: string
      readonly scopes: components['schemas']['Scopes']
      readonly allowed_cidrs: components['schemas']['Cidrs']
      readonly created_at: components['schemas']['UnixTime']
      /** @description To the minute. */
      readonly last_used_at: components['schemas']['UnixTime'] | null
      readonly revoked_at: components['schemas']['UnixTime'] | null
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
      readonly scopes: components['schemas']['Scopes']
      readonly allowed_cidrs?: components['schemas']['Cidrs']
    }
    readonly LegacyError: {
      readonly detail: string
    }
    /** @description The fields that are wrong, as FastAPI words them; a sentence or an object when it is about something else. */
    readonly LegacyInvalid: {
      readonly detail:
        | readonly {
            readonly type: string
            readonly loc: readonly (string | number)[]
            readonly msg: string
            /** @description The value that came. */
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
       * @description Any value; a model that is not served is replaced by one of its kind.
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
       * @description Stop a task that runs, too.
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
      /** @description 0 counts as none. */
      readonly noise_seed?: number | null
    }
    readonly ComfyUpload: components['schemas']['ComfyNumbers'] & {
      /**
       * Format: binary
       * @description JPEG, PNG or WebP, at most 10 MB.
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
      /** @description The task; absent when there is none. */
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
       * @description Any word.
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
       * @description JPEG, PNG or WebP.
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
     * @description Valid credentials are required (`invalid_credentials`), or a signature that the key asks for
     *     (`signature_invalid`).
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
     * @description The credentials lack a scope (`insufficient_scope`), or the key may not be used from this address
     *     (`address_not_allowed`).
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
    /** @description The link was changed, or has ended (`link_invalid`). */
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
    /** @description The video does not exist, or is another tenant's (`video_not_found`). */
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
    /** @description The batch does not exist, or is another tenant's (`batch_not_found`). */
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
     * @description The file of `file_id` does not exist, has expired, or is another tenant's (`file_not_found`), or the video of
     *     `video_id` does not exist or is another tenant's (`video_not_found`).
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
    /** @description The video that the input names is not finished (`not_ready`), or failed (`video_failed`). */
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
    /** @description The file does not exist, has expired, or is another tenant's (`file_not_found`). */
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
    /** @description No worker has registered a model of this name (`model_not_found`). */
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
    /** @description There is no such tenant (`tenant_not_found`) or key (`api_key_not_found`). */
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
    /** @description There is a tenant with this id (`tenant_exists`). */
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
    /** @description The webhook endpoint does not exist, or is another tenant's (`webhook_endpoint_not_found`). */
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
    /** @description The input, or the video that it names, has expired (`video_expired`). */
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
    /** @description Bodies are JSON or multipart forms, without content encoding (`unsupported_media_type`). */
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
    /** @description The range lies outside the content (`range_not_satisfiable`). */
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
    /** @description The Idempotency-Key stands for another request (`idempotency_key_reused`). */
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
     * @description More requests than the limit of the key allows (`rate_limit_exceeded`), more queued videos than the limit of
     *     their owner (`queue_full`), or more engine seconds or bytes than are left of the day (`quota_exceeded`).
     *     `RateLimit-Policy` and `RateLimit` name the limit; those of requests are on every answer to a request with
     *     credentials, so that a client can slow down before it comes to this. Many wrong credentials from one address
     *     are answered so too (`"auth-failures"`).
     */
    readonly TooManyRequests: {
      headers: {
        /** @description Seconds after which to ask again. */
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
    /** @description There is nothing of that name. */
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
    /** @description Bodies are what the operation names, without content encoding. */
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
    /** @description The range lies outside the content. */
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
    /** @description The service cannot do this at present. */
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
    /** @description There is nothing of that name. */
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
    /** @description Bodies are what the operation names, without content encoding. */
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
    /** @description The service cannot do this at present. */
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
    /** @description The service cannot do this at present. */
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
     * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
     *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
     * @example 4f6c2f0e-order-A-1017
     */
    readonly IdempotencyKey: string
    /**
     * @description `wait=N` (RFC 7240): rather than that the client polls, the answer comes when the video has ended, after at
     *     most N seconds. 55 are the most; `Preference-Applied` tells how many it was.
     * @example wait=30
     */
    readonly Prefer: string
    /**
     * @description Cancels the video if it has not ended this long after its creation, queued or running, as Replicate's header
     *     does: `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days. Its error code is then `deadline_exceeded`.
     * @example 1m30s
     */
    readonly CancelAfter: string
    /** @description Id of the event; the same on every attempt. */
    readonly WebhookId: string
    /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
    readonly WebhookTimestamp: string
    /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
    readonly WebhookSignature: string
  }
  requestBodies: never
  headers: {
    /** @description Name it when you report a problem. */
    readonly RequestId: string
    /** @description Seconds after which to ask again. */
    readonly RetryAfter: number
    /** @description Milliseconds after which to poll again; a whole number from 1000 to 20000. */
    readonly PollAfter: number
    /** @description The preference that was followed. */
    readonly PreferenceApplied: string
    /**
     * @description Whether an earlier result was used (RFC 9211): `wan; hit`; `wan; fwd=miss; stored` when it is made and can be found
     *     later; `wan; fwd=bypass` with `cache: false`, and without a `seed`, where the result can be found later all the same.
     */
    readonly CacheStatus: string
    /** @description Whether the same request may succeed later. */
    readonly ShouldRetry: 'true' | 'false'
    /**
     * @description The limits that count, as draft-ietf-httpapi-ratelimit-headers has them. `"requests"`: `q` at once, which refill
     *     evenly within `w` seconds. Where a video is made also those of its owner, as far as there are any: `"running"`
     *     and `"queued"` videos, `"gpu-seconds"` and `"upload-bytes"` of a day.
     * @example "requests";q=1000;w=10, "queued";q=10000, "gpu-seconds";q=36000;w=86400
     */
    readonly RateLimitPolicy: string
    /**
     * @description `r` are left of each limit; all of them are there again after `t` seconds.
     * @example "requests";r=998;t=1, "queued";r=9999, "gpu-seconds";r=35120;t=40211
     */
    readonly RateLimit: string
    /** @description Unix time since which the path is deprecated (RFC 9745). */
    readonly Deprecation: string
    /** @description When the path goes (RFC 8594). */
    readonly Sunset: string
    /** @description Where the documentation is, and what to use instead. */
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
        /** @description By time of creation. */
        readonly order?: 'asc' | 'desc'
        /**
         * @description Id of the last video of the previous page.
         * @example video_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly after?: string
        /** @description Only videos of this status; cancelled ones are `failed`. */
        readonly status?: 'queued' | 'in_progress' | 'completed' | 'failed'
        /**
         * @description Only videos of the model with this id.
         * @example wan2.1-i2v-tiny
         */
        readonly model?: string
        /**
         * @description Only videos of this batch.
         * @example batch_0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly batch_id?: string
        /** @description Only videos that were created at this time, in seconds since 1970, or later. */
        readonly created_after?: number
        /** @description Only videos that were created before this time, in seconds since 1970. */
        readonly created_before?: number
        /**
         * @description Only videos that have this metadata, written `metadata[key]=value`; several pairs must all be there.
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
         * @description Answers 200 with what `POST /v1/videos/estimate` says of the same body, as
         *     `application/vnd.wan.estimate+json`. Nothing is made, and an Idempotency-Key is not used.
         */
        readonly dry_run?: boolean
      }
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description `wait=N` (RFC 7240): rather than that the client polls, the answer comes when the video has ended, after at
         *     most N seconds. 55 are the most; `Preference-Applied` tells how many it was.
         * @example wait=30
         */
        readonly Prefer?: components['parameters']['Prefer']
        /**
         * @description Cancels the video if it has not ended this long after its creation, queued or running, as Replicate's header
         *     does: `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days. Its error code is then `deadline_exceeded`.
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
      }
    }
    readonly responses: {
      /** @description The video, which has ended: under `Prefer`, or because its result was there already. Under `dry_run` an estimate. */
      readonly 200: {
        headers: {
          /** @description Address of the video. */
          readonly Location?: string
          /** @description `true` when an earlier request with the same key made the video. */
          readonly 'Idempotent-Replayed'?: 'true'
          readonly 'Cache-Status': components['headers']['CacheStatus']
          readonly 'Preference-Applied': components['headers']['PreferenceApplied']
          readonly 'x-request-id': components['headers']['RequestId']
          readonly [name: string]: unknown
        }
        content: {
          readonly 'application/json': components['schemas']['Video']
          readonly 'application/vnd.wan.estimate+json': components['schemas']['VideoEstimate']
        }
      }
      /** @description The video is queued. */
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
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
      }
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['ExtendVideo']
        readonly 'multipart/form-data': components['schemas']['ExtendVideo']
      }
    }
    readonly responses: {
      /** @description The new video is queued. */
      readonly 202: {
        headers: {
          /** @description Address of the new video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
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
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description Cancels the video if it has not ended this long after its creation, queued or running, as Replicate's header
         *     does: `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days. Its error code is then `deadline_exceeded`.
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
      /** @description The batch; every item that was not rejected is queued. */
      readonly 202: {
        headers: {
          /** @description Address of the batch. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
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
         * @description `wait=N` (RFC 7240): rather than that the client polls, the answer comes when the video has ended, after at
         *     most N seconds. 55 are the most; `Preference-Applied` tells how many it was.
         * @example wait=30
         */
        readonly Prefer?: components['parameters']['Prefer']
        /** @description ETags that the client holds. */
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
          /** @description Digest of the answer; another one for every change of it. */
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
      /** @description The video is as the client holds it. */
      readonly 304: {
        headers: {
          /** @description Digest of the answer; another one for every change of it. */
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
      /** @description The video is gone. */
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
        /** @description Id of the last event that was seen; one that is not of this video counts as none. */
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
      /** @description The video has ended and every event of it was seen. */
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
         * @description Id of the last event that was seen; from the beginning without it.
         * @example evt_5f2b7c1d9e8a4b3c8d7e6f5a4b3c2d1e
         */
        readonly after?: string
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
  readonly 'openai.rerun': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
        /**
         * @description Cancels the video if it has not ended this long after its creation, queued or running, as Replicate's header
         *     does: `90`, `90s`, `1m30s`, `2h`; from 5 s to 30 days. Its error code is then `deadline_exceeded`.
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
    readonly requestBody?: never
    readonly responses: {
      /** @description The new video is queued. */
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
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
         * @example 4f6c2f0e-order-A-1017
         */
        readonly 'Idempotency-Key'?: components['parameters']['IdempotencyKey']
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
      }
    }
    readonly responses: {
      /** @description The new video is queued. */
      readonly 202: {
        headers: {
          /** @description Address of the new video. */
          readonly Location?: string
          /** @description `true` when this is the stored answer to an earlier request with the same key. */
          readonly 'Idempotent-Replayed'?: 'true'
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
         * @description The mp4, a webp of one frame, a jpg with frames in a grid, or the newest rough webp of what is being made,
         *     which is there while the video runs.
         */
        readonly variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview'
      }
      readonly header?: {
        /**
         * @description One range of bytes; several at once are answered with the whole content.
         * @example bytes=0-1023
         */
        readonly Range?: string
        /** @description ETag that must still hold for `Range` to count. */
        readonly 'If-Range'?: string
        /** @description ETags that the client holds. */
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
      /** @description The range that was asked for. */
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
      /** @description The content lies at a signed link. */
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
      readonly 404: components['responses']['VideoNotFound']
      readonly 409: components['responses']['NoContentYet']
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
         * @description The mp4, a webp of one frame, a jpg with frames in a grid, or the newest rough webp of what is being made,
         *     which is there while the video runs.
         */
        readonly variant?: 'video' | 'thumbnail' | 'spritesheet' | 'preview'
      }
      readonly header?: {
        /**
         * @description One range of bytes; several at once are answered with the whole content.
         * @example bytes=0-1023
         */
        readonly Range?: string
        /** @description ETag that must still hold for `Range` to count. */
        readonly 'If-Range'?: string
        /** @description ETags that the client holds. */
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
      /** @description The headers of the range that was asked for. */
      readonly 206: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The content lies at a signed link. */
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
      /** @description The video does not exist. */
      readonly 404: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description The video is not finished, or has no content because it failed. */
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
      /** @description The range lies outside the content. */
      readonly 416: {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
      /** @description More requests than the limit allows. */
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
      readonly query?: never
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
        /** @description By time of upload. */
        readonly order?: 'asc' | 'desc'
        /**
         * @description Id of the last file of the previous page.
         * @example file-0190b7e0c1f24b6f9d1c6f7f6b8f2a11
         */
        readonly after?: string
        /**
         * @description Only files that were uploaded with this purpose.
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
      }
    }
    readonly responses: {
      /** @description The file is kept. */
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
      /** @description The file is gone. */
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
        }
      }
      /** @description The range that was asked for. */
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
         * @description Id or alias of the model.
         * @example wan2.1-i2v-tiny
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
      /** @description The key, and the secret if there is one. */
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
      /** @description It is gone. */
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
      /** @description The address has answered; `status_code` says what. */
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
      /** @description It is on its way. */
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
      /** @description They are on their way. */
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
      /** @description All types that an endpoint can have. */
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
        /** @description Unix time at which the link ends. */
        readonly expires?: string
        /** @description Content type of the answer, when it is not the stored one. */
        readonly type?: string
        /** @description Name under which the file is saved. */
        readonly name?: string
        /** @description Signature over all the rest. */
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
      /** @description The range that was asked for. */
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
  readonly 'ops.livez': {
    readonly parameters: {
      readonly query?: never
      readonly header?: never
      readonly path?: never
      readonly cookie?: never
    }
    readonly requestBody?: never
    readonly responses: {
      /** @description It is. */
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
           *         "workers": "ok"
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
      /** @description A page that loads nothing from elsewhere. */
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
      /** @description The file. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown
        }
        content: {
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
  readonly 'wan21.submit': {
    readonly parameters: {
      readonly query?: never
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
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
      /** @description The task is cancelled, or asked to stop. */
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
      /** @description The range that was asked for. */
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
      /** @description The content lies at a signed link. */
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
      /** @description What there is to say. */
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
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
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
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
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
        /** @description `404` to have an unknown id answered so; otherwise it is the status `unknown`. */
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
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
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
      }
    }
    readonly responses: {
      /** @description The video is there. */
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
      /** @description The time was over; the task goes on. */
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
      /** @description The range that was asked for. */
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
      /** @description The content lies at a signed link. */
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
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
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
        /** @description The API key, in place of the header. */
        readonly token?: string
      }
      readonly header?: {
        /**
         * @description At most 255 visible characters, quoted or not. A repeat with the same key and body gets the first answer
         *     again; another body under the same key is refused with 422. Keys are kept for a day and belong to the tenant.
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
      /** @description The video, or why there is none. */
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
      /** @description The range that was asked for. */
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
      /** @description The content lies at a signed link. */
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
        /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
        readonly 'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
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
      /** @description The delivery is tried again later. */
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
        /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
        readonly 'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
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
      /** @description The delivery is tried again later. */
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
        /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
        readonly 'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
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
      /** @description The delivery is tried again later. */
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
        /** @description Unix time of this attempt; refuse one that is more than five minutes off. */
        readonly 'webhook-timestamp': components['parameters']['WebhookTimestamp']
        /** @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several are separated by spaces. */
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
      /** @description The delivery is tried again later. */
      readonly '4XX': {
        headers: {
          readonly [name: string]: unknown
        }
        content?: never
      }
    }
  }
}
