export { contractApproval, sale, sales, salesTeam } from '../stories/sale.js';
export { stories } from '../stories/stories.js';
export type { StorySetup } from '../stories/story.js';
export {
  type AssigneeResolverSetup,
  assigneeResolverCases,
  assigneeResolverContract,
} from './assignee-resolver.js';
export { contactStoreCases, contactStoreContract } from './contact-store.js';
export {
  brokenCases,
  type ContractCase,
  type ContractSetup,
  describeContract,
  type MakeSetup,
  runCase,
} from './contract.js';
export { deferralStoreCases, deferralStoreContract } from './deferral-store.js';
export {
  dealFinderContract,
  hostCrmCases,
  hostCrmContract,
  hostCrmTransactionContract,
} from './host-crm/contract.js';
export { findingCases } from './host-crm/finding.js';
export { hostCrmTransactionCases } from './host-crm/joining.js';
export type { DealFinderSetup, HostCrmSetup, HostCrmTransactionSetup, HostDeal } from './host-crm/setup.js';
export { incidentStoreCases, incidentStoreContract } from './incident-store.js';
export { leadStoreCases, leadStoreContract } from './lead-store.js';
export { mapStoreCases, mapStoreContract } from './map-store.js';
export {
  type NotifierOutageSetup,
  type NotifierSetup,
  notifierCases,
  notifierContract,
  notifierOutageCases,
  notifierOutageContract,
} from './notifier.js';
export { outboxStoreCases, outboxStoreContract } from './outbox-store/contract.js';
export { processQueriesCases, processQueriesContract } from './process-queries/contract.js';
export { processStoreCases, processStoreContract } from './process-store/contract.js';
export { recordStoreCases, recordStoreContract } from './record-store/contract.js';
export { reminderStoreCases, reminderStoreContract } from './reminder-store/contract.js';
export { retentionStoreCases, retentionStoreContract } from './retention-store/contract.js';
export { storageContract } from './storage.js';
export type { MakeStorage, StorageCase, StorageSetup } from './storage-setup.js';
export { timerStoreCases, timerStoreContract } from './timer-store.js';
export { triggerStoreCases, triggerStoreContract } from './trigger-store.js';
export { type UserDirectorySetup, userDirectoryCases, userDirectoryContract } from './user-directory.js';
export type { WorkingCalendarSetup } from './working-calendar/asking.js';
export { workingCalendarCases, workingCalendarContract } from './working-calendar/contract.js';
