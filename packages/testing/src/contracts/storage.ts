import { contactStoreContract } from './contact-store.js';
import { deferralStoreContract } from './deferral-store.js';
import { incidentStoreContract } from './incident-store.js';
import { leadStoreContract } from './lead-store.js';
import { mapStoreContract } from './map-store.js';
import { outboxStoreContract } from './outbox-store/contract.js';
import { processQueriesContract } from './process-queries/contract.js';
import { processStoreContract } from './process-store/contract.js';
import { recordStoreContract } from './record-store/contract.js';
import { reminderStoreContract } from './reminder-store/contract.js';
import { retentionStoreContract } from './retention-store/contract.js';
import type { MakeStorage } from './storage-setup.js';
import { timerStoreContract } from './timer-store.js';
import { triggerStoreContract } from './trigger-store.js';

/** All contracts of a storage at once: processes, queries, maps, triggers, outbox, timers, deferred starts, incidents, records, reminders, contacts, leads, retention. */
export function storageContract(name: string, setup: MakeStorage): void {
  processStoreContract(name, setup);
  processQueriesContract(name, setup);
  mapStoreContract(name, setup);
  triggerStoreContract(name, setup);
  outboxStoreContract(name, setup);
  timerStoreContract(name, setup);
  deferralStoreContract(name, setup);
  incidentStoreContract(name, setup);
  recordStoreContract(name, setup);
  reminderStoreContract(name, setup);
  contactStoreContract(name, setup);
  leadStoreContract(name, setup);
  retentionStoreContract(name, setup);
}
