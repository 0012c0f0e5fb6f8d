import type {
  CommandType,
  DealRef,
  LeadId,
  ProcessEventType,
  ProcessId,
  ProcessState,
  TaskId,
  TextId,
  UserId,
} from '@dealroute/domain';
import type {
  Contact,
  ContactFilter,
  DeferralFilter,
  DeferredStart,
  Incident,
  JournalEntry,
  Lead,
  LeadEntry,
  LeadFilter,
  MapVersion,
  Page,
  PageRequest,
  ProcessFilter,
  ProcessRecord,
  TaskFilter,
  TaskRecord,
  Trigger,
  UndeliveredMessage,
} from '../ports/index.js';
import type {
  AssignLeadRequest,
  ConvertLeadRequest,
  DiscardLeadRequest,
  NextActionRequest,
  ReactToLeadRequest,
  RegisterContactRequest,
  RegisterLeadRequest,
} from './client-requests.js';
import type { Receipt } from './command-request.js';
import type { Listener, Veto } from './hooks.js';
import type { MigrationVerdict } from './migration-verdict.js';
import type { Outcome } from './outcome.js';
import type { NextAction } from './queries/next-action.js';
import type { TaskCard } from './queries/task-card.js';
import type {
  AdoptDealsRequest,
  ApplyRetentionRequest,
  CompleteActionRequest,
  CompleteStepRequest,
  CompleteTaskRequest,
  DeferralRequest,
  DeferStartRequest,
  FailActionRequest,
  HandOverTaskRequest,
  HostEventRequest,
  IncidentRequest,
  MapRequest,
  MessageRequest,
  MigrateProcessesRequest,
  MoveProcessRequest,
  PlanMigrationRequest,
  ResumeProcessRequest,
  SignalProcessRequest,
  StageQuestion,
  StartProcessRequest,
  SuspendProcessRequest,
  TaskRequest,
  TerminateEarlyRequest,
  TriggerRequest,
  UndoMigrationRequest,
} from './requests.js';
import type { RetentionBatch } from './retention/retention-batch.js';
import type { Adoption } from './use-cases/adopt-deals.js';
import type { DeployMapRequest, Deployment } from './use-cases/deploy-map.js';
import type { MigrationProgress } from './use-cases/migrate-processes.js';
import type { EventTreatment } from './use-cases/receive-host-event.js';

/**
 * What a host, a bot or a page can ask for. Wishes answer with an {@link Outcome}: a refusal is a value with a code.
 * Thrown `SdkError`s are for the developer: a malformed call, a database that does not answer.
 */
export interface Engine {
  /** The same engine, speaking for one tenant (1–64 characters). */
  for(tenant: string): Engine;
  /** The same engine, speaking through a door that the journal names: `telegram`, `web`, … (1–32 characters). */
  through(source: string): Engine;
  /**
   * The same engine inside the host's own open transaction: what it does is committed or rolled back with it. Nothing
   * is retried there; deliveries start, and listeners are told, after the commit. Use it for this transaction only.
   */
  within(hostTransaction: unknown): Promise<Engine>;

  deployMap(request: DeployMapRequest): Promise<Outcome<Deployment>>;
  activateMap(request: MapRequest): Promise<Outcome<Deployment>>;
  retireMap(request: MapRequest): Promise<Outcome<void>>;
  /** The newest and the active version of every map, or all versions of one. */
  maps(key?: string): Promise<readonly MapVersion[]>;

  startProcess(request: StartProcessRequest): Promise<Outcome<Receipt>>;
  /** Starts a process later: at an instant, or after a working or elapsed time from now on. */
  deferStart(request: DeferStartRequest): Promise<Outcome<DeferredStart>>;
  /** Ends a deferral that waits: one's own, or any for admins. */
  cancelStart(request: DeferralRequest): Promise<Outcome<void>>;
  /** What was deferred and what became of it, newest deferral first. */
  deferredStarts(filter: DeferralFilter, page?: PageRequest): Promise<Page<DeferredStart>>;
  completeTask(request: CompleteTaskRequest): Promise<Outcome<Receipt>>;
  completeStep(request: CompleteStepRequest): Promise<Outcome<Receipt>>;
  handOverTask(request: HandOverTaskRequest): Promise<Outcome<Receipt>>;
  claimTask(request: TaskRequest): Promise<Outcome<Receipt>>;
  releaseTask(request: TaskRequest): Promise<Outcome<Receipt>>;
  completeAction(request: CompleteActionRequest): Promise<Outcome<Receipt>>;
  failAction(request: FailActionRequest): Promise<Outcome<Receipt>>;
  /** Stops a process, or the governing process of a deal, as a failure. */
  terminateEarly(request: TerminateEarlyRequest): Promise<Outcome<Receipt>>;
  /** Lets a process and those that it called wait: nobody can work on their tasks until it is resumed. */
  suspendProcess(request: SuspendProcessRequest): Promise<Outcome<Receipt>>;
  /** `deadlines: 'shift'` moves what is open by the working time that was lost; `'keep'` leaves it. */
  resumeProcess(request: ResumeProcessRequest): Promise<Outcome<Receipt>>;
  /** Brings a process to another node of its map, back or forward, with a reason; for admins. */
  moveProcess(request: MoveProcessRequest): Promise<Outcome<Receipt>>;

  /** Ends the waits that name the signal; a process that does not wait for it ignores it. */
  signalProcess(request: SignalProcessRequest): Promise<Outcome<Receipt>>;
  /**
   * Begins governing processes on open deals at a node of the map, with a dry run; for admins. One page at a time: ask
   * for the next one with `next`. Repeated under the same key it adopts no deal twice.
   */
  adoptDeals(request: AdoptDealsRequest): Promise<Outcome<Adoption>>;
  /** Says for each process under other versions of a map what a migration would do; for admins. */
  planMigration(request: PlanMigrationRequest, page?: PageRequest): Promise<Outcome<Page<MigrationVerdict>>>;
  /** Moves a page of running processes to another version of their map; for admins. Repeat it until `next` is null. */
  migrateProcesses(request: MigrateProcessesRequest, page?: PageRequest): Promise<Outcome<MigrationProgress>>;
  /** Gives a process its former version back, while nothing has happened since; for admins. */
  undoMigration(request: UndoMigrationRequest): Promise<Outcome<Receipt>>;
  /**
   * Removes a batch of what has been over for long enough, finished processes after they were archived, or says what it
   * would remove; for admins. Repeat it with `next` as `after` until that is null.
   */
  applyRetention(request: ApplyRetentionRequest): Promise<Outcome<RetentionBatch>>;

  /** A communication with the client, on a deal or a lead. */
  registerContact(request: RegisterContactRequest): Promise<Outcome<Contact>>;
  /** The latest contact first. */
  contacts(filter: ContactFilter, page?: PageRequest): Promise<Page<Contact>>;

  /** Keeps a client's first request, of which somebody is reminded until somebody reacts. */
  registerLead(request: RegisterLeadRequest): Promise<Outcome<Lead>>;
  /** Makes a person responsible for a lead. */
  assignLead(request: AssignLeadRequest): Promise<Outcome<Lead>>;
  /** Notes what was done about a lead; a contact with the client is a reaction, too. */
  reactToLead(request: ReactToLeadRequest): Promise<Outcome<Lead>>;
  /** Closes a lead that became a deal; with a map it starts a process there, once. */
  convertLead(request: ConvertLeadRequest): Promise<Outcome<Lead>>;
  /** Closes a lead that becomes no deal, with the reason. */
  discardLead(request: DiscardLeadRequest): Promise<Outcome<Lead>>;
  /** Leads that wait for a reaction first, by their limits; then the others, newest first. */
  leads(filter: LeadFilter, page?: PageRequest): Promise<Page<Lead>>;
  lead(id: LeadId): Promise<Lead | undefined>;
  /** Everything that was done about a lead, oldest first. */
  leadHistory(id: LeadId): Promise<readonly LeadEntry[]>;

  /** What to do next on a deal: one recommendation, for a person or for whoever asks. */
  nextAction(request: NextActionRequest): Promise<Outcome<NextAction>>;

  putTrigger(request: TriggerRequest, actor: UserId | null): Promise<Outcome<Trigger>>;
  removeTrigger(key: string, actor: UserId | null): Promise<Outcome<boolean>>;
  triggers(): Promise<readonly Trigger[]>;
  /** Something happened to a deal in the host. */
  receiveHostEvent(event: HostEventRequest): Promise<EventTreatment>;

  /** Ask before a person changes a deal's stage by hand. */
  mayChangeStage(request: StageQuestion): Promise<Outcome<void>>;
  /** Looks for stages that were changed past the guard; how many were found. */
  detectBypasses(): Promise<number>;

  /** A person's open tasks, those they may claim included; overdue first. */
  myTasks(user: UserId, page?: PageRequest): Promise<Page<TaskCard>>;
  /** The open tasks of a deal. */
  dealTasks(deal: DealRef, page?: PageRequest): Promise<Page<TaskCard>>;
  tasks(filter: TaskFilter, page?: PageRequest): Promise<Page<TaskCard>>;
  task(id: TaskId): Promise<TaskCard | undefined>;
  /** Who had a task: from its first hand to this one. */
  taskLine(id: TaskId): Promise<readonly TaskRecord[]>;
  process(id: ProcessId): Promise<ProcessState | undefined>;
  /** Newest first. */
  processes(filter: ProcessFilter, page?: PageRequest): Promise<Page<ProcessRecord>>;
  /** What happened, oldest first, from the entry after number `after` on; at most `limit` (100) entries. */
  journal(process: ProcessId, after?: number, limit?: number): Promise<readonly JournalEntry[]>;
  /** The texts that journal entries and tasks refer to. */
  texts(ids: readonly TextId[]): Promise<ReadonlyMap<TextId, string>>;

  incidents(status: 'open' | 'resolved', page?: PageRequest): Promise<Page<Incident>>;
  resolveIncident(request: IncidentRequest): Promise<Outcome<boolean>>;
  retryIncident(request: IncidentRequest): Promise<Outcome<boolean>>;

  /** Messages that were not delivered: all, or only those on their way or given up. */
  undelivered(status?: UndeliveredMessage['status'], page?: PageRequest): Promise<Page<UndeliveredMessage>>;
  /** Delivers a message again that was given up; for admins. False when there is none. */
  retryMessage(request: MessageRequest): Promise<Outcome<boolean>>;

  /** Asks before every command of a type; a returned reason refuses it. Gives the way to stop asking. */
  before<T extends CommandType>(command: T, name: string, veto: Veto<T>): () => void;
  /**
   * Tells of every event of a type after its commit, on this node. Gives the way to stop listening. A listener must not
   * wait for `settle()` or `stop()`: both wait for listeners.
   */
  on<T extends ProcessEventType>(event: T, listener: Listener<T>): () => void;

  /** Delivers, fires and treats until nothing is due: for tests, scripts and the end of a request. */
  settle(): Promise<void>;
  /** Stops background work and plugins; what runs comes to its end first. */
  stop(): Promise<void>;
}
