export * from '@dealroute/domain';
export type {
  AssignLeadRequest,
  ConvertLeadRequest,
  DiscardLeadRequest,
  NextActionRequest,
  ReactToLeadRequest,
  RegisterContactRequest,
  RegisterLeadRequest,
} from './application/client-requests.js';
export type { Receipt } from './application/command-request.js';
export type { Engine } from './application/engine.js';
export type { Happened, Listener, Veto, VetoRequest } from './application/hooks.js';
export type { MigratedDeadline, MigratedNode, MigrationVerdict } from './application/migration-verdict.js';
export { type ActionDeclaration, action } from './application/outbox/action.js';
export { noticeMessage, type PostedNotice, type Recipient } from './application/outbox/notice-message.js';
export type { Outcome } from './application/outcome.js';
export type {
  Advice,
  AdviceCode,
  NextAction,
  NextTask,
  TaskAdvice,
} from './application/queries/next-action.js';
export type { TaskCard } from './application/queries/task-card.js';
export type {
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
} from './application/requests.js';
export type { RetentionBatch, RetentionObstacle } from './application/retention/retention-batch.js';
export type { RetentionPolicy } from './application/retention/retention-policy.js';
export { DEFAULT_TENANT } from './application/scope.js';
export type { Tuning } from './application/tuning.js';
export type { AdoptionVerdict } from './application/use-cases/adopt-deal.js';
export type { Adoption } from './application/use-cases/adopt-deals.js';
export type { DeployMapRequest, Deployment } from './application/use-cases/deploy-map.js';
export type { MigrationProgress } from './application/use-cases/migrate-processes.js';
export type { EventTreatment } from './application/use-cases/receive-host-event.js';
export type { HostContainer } from './composition/compose.js';
export { PORTS, type Ports } from './composition/ports.js';
export { CONDITION_LENGTH, compileCel } from './conditions/cel-conditions.js';
export { createEngine, type EngineOptions } from './create-engine.js';
export { BasicAssignees } from './defaults/basic-assignees.js';
export { ADMIN_ROLE, defaultPolicy } from './defaults/default-policy.js';
export { PlainCalendar, type PlainHours } from './defaults/plain-calendar.js';
export { TimeZone } from './defaults/time-zone.js';
export { consoleLogger, silentNotifier, systemClock, ulids } from './defaults/world.js';
export { ERROR_CODES, type ErrorCode } from './errors/error-codes.js';
export { SdkError } from './errors/sdk-error.js';
export { mapJsonSchema } from './map-format/json-schema.js';
export { MAP_LIMITS } from './map-format/limits.js';
export { type MapTextFormat, type ParseMapOptions, parseMap } from './map-format/parse-map.js';
export type { FormatCode, FormatProblem, MapReading } from './map-format/problem.js';
export { readMap } from './map-format/read-map.js';
export { writeMap } from './map-format/write-map.js';
export { MemoryArchive } from './memory/memory-archive.js';
export { MemoryDirectory } from './memory/memory-directory.js';
export { MemoryHost, type MemoryHostOptions } from './memory/memory-host.js';
export { type DeliveredNotice, MemoryNotifier, type OnNotice } from './memory/memory-notifier.js';
export { type MemoryStorage, type MemoryStorageOptions, memoryStorage } from './memory/memory-storage.js';
export { PLUGIN_API_VERSION } from './plugin/check-plugins.js';
export type { AdaptersOf, BindOptions, Plugin, PluginContext, Registry } from './plugin/plugin.js';
export * from './ports/index.js';
export { adviceText } from './texts/advice-texts.js';
export { type ContactKind, contactText } from './texts/contact-texts.js';
export { diagnosticText, remedyText } from './texts/diagnostic-text.js';
export type { JournalReader } from './texts/journal/journal-reader.js';
export { type JournalLine, JournalTeller } from './texts/journal/journal-teller.js';
export { LOCALES, type Locale } from './texts/locale.js';
export { mapChangeText } from './texts/map-change-text.js';
export { REJECTION_CODES, rejectionText } from './texts/rejection-texts.js';
export { ruleTexts } from './texts/rule-texts.js';
