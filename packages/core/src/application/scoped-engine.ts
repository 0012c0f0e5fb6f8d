import { type CommandType, type ProcessEventType, rootOf } from '@dealroute/domain';
import { SdkError } from '../errors/sdk-error.js';
import type { PageRequest, TaskFilter } from '../ports/index.js';
import type { Engine } from './engine.js';
import type { Listener, Veto } from './hooks.js';
import { nextAction } from './queries/next-action.js';
import { lineOfHands, taskCard } from './queries/task-card.js';
import { listTasks } from './queries/tasks.js';
import { pageOf } from './requests.js';
import type { Runtime } from './runtime.js';
import { contextOf, type Scope } from './scope.js';
import { adoptDeals } from './use-cases/adopt-deals.js';
import { completeAction, failAction } from './use-cases/answer-action.js';
import { applyRetention } from './use-cases/apply-retention.js';
import { assignLead } from './use-cases/assign-lead.js';
import { claimTask, releaseTask } from './use-cases/claim-task.js';
import { completeStep } from './use-cases/complete-step.js';
import { completeTask } from './use-cases/complete-task.js';
import { convertLead } from './use-cases/convert-lead.js';
import { cancelStart, deferredStarts, deferStart } from './use-cases/defer-start.js';
import { activateMap, deployMap, retireMap } from './use-cases/deploy-map.js';
import { discardLead } from './use-cases/discard-lead.js';
import { detectBypasses, mayChangeStage } from './use-cases/guard-stage.js';
import { handOverTask } from './use-cases/hand-over-task.js';
import { migrateProcesses, planMigration, undoMigration } from './use-cases/migrate-processes.js';
import { moveProcess } from './use-cases/move-process.js';
import { putTrigger, removeTrigger } from './use-cases/put-trigger.js';
import { reactToLead } from './use-cases/react-to-lead.js';
import { receiveHostEvent } from './use-cases/receive-host-event.js';
import { contacts, registerContact } from './use-cases/register-contact.js';
import { leads, registerLead } from './use-cases/register-lead.js';
import { retryMessage } from './use-cases/retry-message.js';
import { resolveIncident, retryIncident } from './use-cases/settle-incident.js';
import { signalProcess } from './use-cases/signal-process.js';
import { startProcess } from './use-cases/start-process.js';
import { resumeProcess, suspendProcess } from './use-cases/suspend-process.js';
import { terminateEarly } from './use-cases/terminate-early.js';

type UseCase<R extends unknown[], A> = (runtime: Runtime, scope: Scope, ...request: R) => Promise<A>;

/** The engine for one scope. All scopes share one runtime; `stop` stops it for all. */
export function scopedEngine(runtime: Runtime, scope: Scope, stop: () => Promise<void>): Engine {
  const context = contextOf(scope);
  const { ports } = runtime;
  const use =
    <R extends unknown[], A>(useCase: UseCase<R, A>) =>
    async (...request: R) => {
      runtime.assertRunning();
      return useCase(runtime, scope, ...request);
    };
  const narrowed = (change: Partial<Scope>) => scopedEngine(runtime, { ...scope, ...change }, stop);
  const list = (filter: TaskFilter, page?: PageRequest) => listTasks(runtime, context, filter, pageOf(page));
  return {
    for: (tenant) => narrowed({ tenant: named(tenant, 64, 'tenant') }),
    through: (source) => narrowed({ source: named(source, 32, 'source') }),
    within: async (hostTransaction) => narrowed({ transaction: await ports.store.enlist(hostTransaction) }),

    deployMap: use(deployMap),
    activateMap: use(activateMap),
    retireMap: use(retireMap),
    maps: (key) => ports.maps.list(key, context),

    startProcess: use(startProcess),
    deferStart: use(deferStart),
    cancelStart: use(cancelStart),
    deferredStarts: (filter, page) => deferredStarts(runtime, scope, filter, page),
    completeTask: use(completeTask),
    completeStep: use(completeStep),
    handOverTask: use(handOverTask),
    claimTask: use(claimTask),
    releaseTask: use(releaseTask),
    completeAction: use(completeAction),
    failAction: use(failAction),
    terminateEarly: use(terminateEarly),
    suspendProcess: use(suspendProcess),
    resumeProcess: use(resumeProcess),
    moveProcess: use(moveProcess),
    planMigration: use(planMigration),
    migrateProcesses: use(migrateProcesses),
    undoMigration: use(undoMigration),

    signalProcess: use(signalProcess),
    adoptDeals: use(adoptDeals),

    applyRetention: use(applyRetention),

    registerContact: use(registerContact),
    contacts: (filter, page) => contacts(runtime, scope, filter, page),
    registerLead: use(registerLead),
    assignLead: use(assignLead),
    reactToLead: use(reactToLead),
    convertLead: use(convertLead),
    discardLead: use(discardLead),
    leads: (filter, page) => leads(runtime, scope, filter, page),
    lead: (id) => ports.leads.find(id, context),
    leadHistory: (id) => ports.leads.history(id, context),
    nextAction: (request) => nextAction(runtime, scope, request),

    putTrigger: use(putTrigger),
    removeTrigger: use(removeTrigger),
    triggers: () => ports.triggers.triggers(context),
    receiveHostEvent: use(receiveHostEvent),

    mayChangeStage: use(mayChangeStage),
    detectBypasses: use(detectBypasses),

    myTasks: (user, page) => list({ person: user }, page),
    dealTasks: (deal, page) => list({ deal }, page),
    tasks: list,
    task: async (id) => {
      const record = await ports.queries.task(id, context);
      return record && taskCard(runtime, record, context);
    },
    taskLine: async (id) => {
      const record = await ports.queries.task(id, context);
      return record ? lineOfHands(runtime, record, context) : [];
    },
    process: async (id) => {
      const address = { tenant: scope.tenant, process: rootOf(id) };
      return (await ports.store.load([address], scope.transaction))[0]?.state;
    },
    processes: async (filter, page) => ports.queries.processes(filter, pageOf(page), context),
    journal: (process, after = 0, limit = 100) =>
      ports.queries.journal(rootOf(process), after, limit, context),
    texts: (ids) => ports.queries.texts(ids, context),

    incidents: async (status, page) => ports.incidents.incidents(status, pageOf(page), context),
    resolveIncident: use(resolveIncident),
    retryIncident: use(retryIncident),
    undelivered: async (status, page) => ports.outbox.undelivered(status, pageOf(page), context),
    retryMessage: use(retryMessage),

    before: <T extends CommandType>(command: T, name: string, veto: Veto<T>) =>
      runtime.hooks.before(command, name, veto),
    on: <T extends ProcessEventType>(event: T, listener: Listener<T>) => runtime.hooks.on(event, listener),
    settle: use(() => runtime.background.settle()),
    stop,
  };
}

function named(value: string, most: number, what: string): string {
  if (typeof value === 'string' && value.length >= 1 && value.length <= most) return value;
  throw new SdkError('REQUEST_INVALID', `A ${what} has 1 to ${most} characters. Correct the call.`);
}
