import type { QueueView } from '#core/task/queue-view.ts'
import { queueViews } from '#core/store/queue-view.ts'
import { listTasks } from '#core/store/task-pages.ts'
import { findModel } from '#api/creation/choose-model.ts'
import { openai } from '#api/dialects/openai/openai.ts'
import { parseList, renderList } from '#api/dialects/openai/videos.ts'
import { endpoint } from '#api/endpoints/endpoint.ts'

/** One page of the tenant's tasks. The filter by model takes every name that finds a model. */
export const listVideos = endpoint({
  dialect: openai,
  parse: parseList,
  render: renderList,
  act: async ({ deps, principal }, input) => {
    const name = input.filter.model
    const model = name === null ? null : (findModel(await deps.facts.models(), name)?.id ?? name)
    const asked = { ...input, filter: { ...input.filter, model } }
    const { tasks, hasMore } = await listTasks(deps.db, principal.tenantId, asked)
    const views = await queueViews(deps.db, tasks, deps.clock.now(), deps.config, deps.turnLevels)
    return { tasks: tasks.map((task) => ({ task, view: views.get(task.id) as QueueView })), hasMore }
  },
})
