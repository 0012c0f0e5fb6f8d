import {
  type AccessRequest,
  type CommandType,
  defaultPolicy,
  governingMap,
  type User,
} from '@dealroute/core';
import { expect, it } from 'vitest';
import { errand, sales } from '../maps.js';

/** Everybody who may be concerned: the task is Sidorov's, or offered to him and Smirnov; the deal is Ivanova's; Volkov started it. */
const ACTORS = {
  assignee: 'sidorov',
  candidate: 'smirnov',
  responsible: 'ivanova',
  headOfAssignee: 'fedorov',
  headOfResponsible: 'petrov',
  starter: 'volkov',
  stranger: 'stranger',
  admin: 'admin',
  system: null,
} as const;

const HEADS: Readonly<Record<string, string>> = { sidorov: 'fedorov', ivanova: 'petrov' };

const governing = governingMap({
  key: 'governing',
  title: 'Governing',
  pipeline: sales,
  earlyTermination: {},
})
  .start('start')
  .userTask('offer', { title: 'Offer', stage: 'offer' })
  .end('won', { outcome: 'success', stage: 'won' })
  .flow('start', 'offer')
  .flow('offer', 'won')
  .build();

type Situation = 'assigned' | 'offered' | 'unassigned' | 'independent';

const taskIn = (situation: Situation) => ({
  id: 'p.1.1',
  visit: 1,
  node: 'offer',
  assignee: situation === 'assigned' || situation === 'independent' ? 'sidorov' : null,
  candidates: situation === 'offered' ? ['sidorov', 'smirnov'] : [],
  dueAt: null,
  done: [],
});

function permits(command: CommandType, who: keyof typeof ACTORS, situation: Situation): boolean {
  const id = ACTORS[who];
  const actor: User | null =
    id === null ? null : { id, name: id, active: true, roles: who === 'admin' ? ['admin'] : [] };
  const task = taskIn(situation);
  return defaultPolicy.permits({
    command,
    actor,
    state: { starter: 'volkov', tasks: [task] } as unknown as AccessRequest['state'],
    map: situation === 'independent' ? errand() : governing,
    deal: { ref: 'D-1', title: 'D', pipeline: 'sales', stage: 'new', responsible: 'ivanova', fields: {} },
    task: task as unknown as AccessRequest['task'],
    isHeadOf: (user) => user !== null && id !== null && HEADS[user] === id,
  });
}

/** Who may, in the order of {@link ACTORS}: `+` yes, `-` no. */
const ASSIGNEE = '+--+---++';
const RESPONSIBLE = '--+-+--++';
const HEAD = '----+--++';
const EVERYBODY = '+++++++++';
const ADMINS = '-------++';
const CANDIDATES = '++-----++';

// biome-ignore format: a table
const TABLE: Readonly<Record<CommandType, Readonly<Record<Situation, string>>>> = {
  StartProcess:   { assigned: RESPONSIBLE, offered: RESPONSIBLE, unassigned: RESPONSIBLE, independent: EVERYBODY },
  CompleteTask:   { assigned: ASSIGNEE, offered: CANDIDATES, unassigned: ADMINS, independent: ASSIGNEE },
  CompleteStep:   { assigned: ASSIGNEE, offered: CANDIDATES, unassigned: ADMINS, independent: ASSIGNEE },
  ReleaseTask:    { assigned: ASSIGNEE, offered: CANDIDATES, unassigned: ADMINS, independent: ASSIGNEE },
  HandOverTask:   { assigned: ASSIGNEE, offered: ADMINS, unassigned: ADMINS, independent: ASSIGNEE },
  ClaimTask:      { assigned: ADMINS, offered: CANDIDATES, unassigned: ADMINS, independent: ADMINS },
  TerminateEarly: { assigned: RESPONSIBLE, offered: RESPONSIBLE, unassigned: RESPONSIBLE, independent: RESPONSIBLE },
  SuspendProcess: { assigned: HEAD, offered: HEAD, unassigned: HEAD, independent: HEAD },
  ResumeProcess:  { assigned: HEAD, offered: HEAD, unassigned: HEAD, independent: HEAD },
  MoveProcess:    { assigned: ADMINS, offered: ADMINS, unassigned: ADMINS, independent: ADMINS },
  SignalProcess:  { assigned: RESPONSIBLE, offered: RESPONSIBLE, unassigned: RESPONSIBLE, independent: RESPONSIBLE },
  MigrateProcess: { assigned: ADMINS, offered: ADMINS, unassigned: ADMINS, independent: ADMINS },
  UndoMigration:  { assigned: ADMINS, offered: ADMINS, unassigned: ADMINS, independent: ADMINS },
  CompleteAction: { assigned: ADMINS, offered: ADMINS, unassigned: ADMINS, independent: ADMINS },
  FailAction:     { assigned: ADMINS, offered: ADMINS, unassigned: ADMINS, independent: ADMINS },
  FireTimer:      { assigned: ADMINS, offered: ADMINS, unassigned: ADMINS, independent: ADMINS },
  ReportStage:    { assigned: ADMINS, offered: ADMINS, unassigned: ADMINS, independent: ADMINS },
};

const cases = Object.entries(TABLE).flatMap(([command, row]) =>
  Object.entries(row).map(([situation, expected]) => [command, situation, expected] as const),
);

it.each(cases)('B51: %s, where the task is %s, is permitted to %s', (command, situation, expected) => {
  const answers = (Object.keys(ACTORS) as (keyof typeof ACTORS)[]).map((who) =>
    permits(command as CommandType, who, situation as Situation) ? '+' : '-',
  );
  expect(answers.join('')).toBe(expected);
});

it('B51: what is no command of a process is done by active admins and the host', () => {
  const user = (roles: string[], active: boolean): User => ({ id: 'u', name: 'U', active, roles });
  const answers = [null, user(['admin'], true), user(['admin'], false), user(['head'], true)].map((actor) =>
    defaultPolicy.permitsAdministration(actor),
  );
  expect(answers).toEqual([true, true, false, false]);
});
