import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findRooms, repositoryRoot } from '../rooms.mjs';
import { domainViolations } from '../src/domain-bans.js';
import { importViolations } from '../src/import-rules.js';
import { readSources, roomFacts } from '../src/repository.js';
import { topLevelViolations } from '../src/top-level.js';

const rooms = findRooms().map(roomFacts);
const sources = readSources();
const domain = sources.filter(({ path }) => path.startsWith('packages/domain/'));

describe('this repository', () => {
  it('has sources in domain and core for the rules to read', () => {
    expect(domain.length).toBeGreaterThan(0);
    expect(sources.some(({ path }) => path.startsWith('packages/core/'))).toBe(true);
  });

  it('imports only in the allowed directions', () => {
    expect(sources.flatMap(({ path, text }) => importViolations(rooms, path, text))).toEqual([]);
  });

  it('keeps time, chance, timers and the process out of domain', () => {
    expect(domain.flatMap(({ path, text }) => domainViolations(path, text))).toEqual([]);
  });

  it('has nothing at its top level that belongs into a room', () => {
    expect(topLevelViolations(readdirSync(repositoryRoot))).toEqual([]);
  });
});
