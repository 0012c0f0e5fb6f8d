import type { CallContext, Page, PageRequest, TaskFilter } from '../../ports/index.js';
import type { Runtime } from '../runtime.js';
import { type TaskCard, taskCards } from './task-card.js';

/** Cards of the tasks that a filter lets through. */
export async function listTasks(
  runtime: Runtime,
  context: CallContext,
  filter: TaskFilter,
  page: PageRequest,
): Promise<Page<TaskCard>> {
  const { items, next } = await runtime.ports.queries.tasks(filter, page, context);
  return { items: await taskCards(runtime, items, context), next };
}
