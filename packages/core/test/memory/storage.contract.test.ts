import { storageContract } from '@dealroute/testing/contracts';
import { memoryStorage } from '../../src/memory/memory-storage.js';

storageContract('The memory storage', () => memoryStorage());
