import { governingMap, type RouteMap, workingDays } from '@dealroute/core';
import type { Setting } from '../scenario/scenario.js';
import { contractApproval, sales } from '../stories/sale.js';

/** The people of one sale. Copies of it have others in their places. */
export const PEOPLE = {
  manager: 'manager-000',
  colleague: 'colleague-000',
  head: 'head-000',
  lawyer: 'lawyer-000',
  keeper: 'keeper-000',
  packer: 'packer-000',
} as const;

const steps = (...keys: readonly string[]) => keys.map((key) => ({ key, title: key }));

/** A sale as long as those of a big team: checklists, revisions, a contract that a lawyer approves, a shipment. */
const yearSale: RouteMap = governingMap({
  key: 'year-sale',
  title: 'Sale of the year',
  pipeline: sales,
  lossReasons: [
    { key: 'unfit', title: 'Not our client' },
    { key: 'price', title: 'Too expensive' },
    { key: 'silent', title: 'The client is silent' },
    { key: 'contract', title: 'Contract not approved' },
  ],
  earlyTermination: { stage: 'lost' },
})
  .start('start')
  .userTask('qualify', {
    title: 'Qualify the client',
    stage: 'qualified',
    timeLimit: workingDays(1),
    checklist: steps('call', 'needs', 'budget', 'decider'),
    results: [
      { key: 'fits', title: 'Fits' },
      { key: 'unfit', title: 'Does not fit', comment: 'required', lossReason: 'required' },
    ],
  })
  .userTask('show', {
    title: 'Show the goods',
    stage: 'qualified',
    timeLimit: workingDays(3),
    checklist: steps('prepare', 'visit', 'answer'),
  })
  .userTask('offer', {
    title: 'Send the offer',
    stage: 'offer',
    timeLimit: workingDays(2),
    checklist: steps('calculate', 'check'),
    results: [
      { key: 'agreed', title: 'Agreed' },
      { key: 'revise', title: 'Revise', comment: 'required' },
      { key: 'refused', title: 'Refused', lossReason: 'required' },
    ],
  })
  .split('split')
  .call('approval', { map: contractApproval.key, stage: 'contract' })
  .userTask('sign', {
    title: 'Sign the contract',
    stage: 'contract',
    timeLimit: workingDays(3),
    checklist: steps('print', 'courier'),
  })
  .userTask('ship', {
    title: 'Prepare the shipment',
    assignee: { rule: 'role', role: 'storekeeper' },
    timeLimit: workingDays(5),
  })
  .join('join')
  .timer('transfer', { title: 'The bank transfers', wait: workingDays(2) })
  .userTask('pay', { title: 'Check the payment', stage: 'contract', timeLimit: workingDays(1) })
  .end('won', { outcome: 'success', stage: 'won' })
  .end('lost', { outcome: 'failure', stage: 'lost' })
  .end('unapproved', { outcome: 'failure', stage: 'lost', lossReason: 'contract' })
  .flow('start', 'qualify')
  .flow('qualify', 'show', { result: 'fits' })
  .flow('qualify', 'lost', { result: 'unfit' })
  .flow('show', 'offer')
  .flow('offer', 'split', { result: 'agreed' })
  .flow('offer', 'offer', { result: 'revise' })
  .flow('offer', 'lost', { result: 'refused' })
  .flow('split', 'approval', { leading: true })
  .flow('split', 'ship')
  .flow('approval', 'sign', { outcome: 'success' })
  .flow('approval', 'unapproved', { outcome: 'failure' })
  .flow('sign', 'join')
  .flow('ship', 'join')
  .flow('join', 'transfer')
  .flow('transfer', 'pay')
  .flow('pay', 'won')
  .build();

/** The team whose year it is, on the map that all its sales have. */
export const yearTeam: Setting = {
  maps: [contractApproval, yearSale],
  pipelines: [sales],
  people: {
    [PEOPLE.manager]: { head: PEOPLE.head },
    [PEOPLE.colleague]: { head: PEOPLE.head },
    [PEOPLE.head]: { roles: ['head'] },
    [PEOPLE.lawyer]: { roles: ['lawyer'] },
    [PEOPLE.keeper]: { roles: ['storekeeper'] },
    [PEOPLE.packer]: { roles: ['storekeeper'] },
    admin: { roles: ['admin'] },
  },
};
