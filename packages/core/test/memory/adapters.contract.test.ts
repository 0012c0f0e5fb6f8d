import {
  dealFinderContract,
  hostCrmContract,
  hostCrmTransactionContract,
  notifierContract,
  notifierOutageContract,
  userDirectoryContract,
} from '@dealroute/testing/contracts';
import { MemoryDirectory } from '../../src/memory/memory-directory.js';
import type { User } from '../../src/ports/index.js';
import { memoryHost, memoryNotifier } from './setups.js';

hostCrmContract('The memory host', () => memoryHost());
hostCrmContract('The memory host elsewhere', () => memoryHost({ joinsTransaction: false }));
hostCrmTransactionContract('The memory host', () => memoryHost());
dealFinderContract('The memory host', () => memoryHost());

notifierContract('The memory notifier', memoryNotifier);
notifierOutageContract('The memory notifier', memoryNotifier);

userDirectoryContract('The memory directory', () => {
  const directory = new MemoryDirectory();
  return { directory, putUser: (user: User, tenant: string) => directory.putUser(user, tenant) };
});
