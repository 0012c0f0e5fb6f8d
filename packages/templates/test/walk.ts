import type { JsonObject, RejectionCode, RouteMap, TaskCard, UserTaskNode } from '@dealroute/core';
import { Scenario } from '@dealroute/testing';
import { expect } from 'vitest';
import { b2bSales, type TemplateKey, template, templates } from '../src/index.js';

/** One way through a template, from its start to its ends. */
export interface Walk {
  readonly map: TemplateKey;
  /**
   * One step each: `<node> [result] [loss reason]` completes a task, `wait` lets the next timer fire,
   * `fill <field> <JSON>` changes the deal, `terminate <loss reason>` stops the process early.
   */
  readonly steps: readonly string[];
  /** The deal's fields: required ones are filled only when a task asks for them. */
  readonly fields?: JsonObject;
  /** The ends that are reached, in their order; none after an early termination. */
  readonly ends: readonly string[];
  readonly outcome: 'success' | 'failure';
  readonly stage?: string;
  readonly lossReason?: string;
}

/** What a walk went through. */
export interface Trail {
  /** Flows of the walk's own map. */
  readonly flows: Set<string>;
  /** `<node> <result>` of each completed task of the walk's own map. */
  readonly results: Set<string>;
}

const people = {
  ivanova: { head: 'petrov' },
  petrov: { roles: ['head'] },
  orlova: { roles: ['lawyer'] },
  volkova: { roles: ['accountant'] },
  zaitsev: { roles: ['director'] },
  sidorov: { roles: ['warehouse'] },
  lebedev: { roles: ['courier'] },
  kozlova: { roles: ['buyer'] },
  medvedeva: { roles: ['support'] },
  sokolov: { roles: ['quality'] },
};

/** An engine in memory with every template active, called ones first. */
export function beginTemplates(maps: readonly RouteMap[] = inOrder()): Promise<Scenario> {
  return Scenario.begin({ maps, pipelines: templates.flatMap(({ pipeline }) => pipeline ?? []), people });
}

const inOrder = () =>
  [...templates].sort((a, b) => a.calls.length - b.calls.length).map(({ key }) => template(key));

/** Walks on an engine where every template is active; each demand of a task is first refused, then met. */
export async function walk(plan: Walk, play: Scenario): Promise<Trail> {
  const { pipeline } = templates.find(({ key }) => key === plan.map) ?? {};
  const { key, stages } = pipeline ?? b2bSales;
  const deal = { pipeline: key, stage: stages[0]?.key ?? '', responsible: 'ivanova' };
  await play.createDeal('D-1', deal);
  const process = await play.start(plan.map, { on: 'D-1', as: 'ivanova' });
  const results = new Set<string>();
  for (const step of plan.steps) await takeStep(step, plan, play, process, results);
  return { flows: await proveEnd(plan, play, process), results };
}

async function takeStep(step: string, plan: Walk, play: Scenario, process: string, results: Set<string>) {
  const [verb = '', first = '', second] = step.split(' ');
  if (verb === 'wait') return passTimer(play, process);
  if (verb === 'fill') return fill(play, { [first]: JSON.parse(second ?? 'null') }, [first]);
  if (verb === 'terminate') return terminate(play, process, first);
  const open = await play.engine.tasks({ deal: 'D-1' });
  const task = open.items.find(({ node }) => node === verb);
  if (!task) throw new Error(`${step}: open are ${open.items.map(({ node }) => node).join(', ') || 'none'}`);
  if (task.map.key === plan.map) results.add([verb, first].filter(Boolean).join(' '));
  await complete(play, task, { result: first || undefined, lossReason: second }, plan.fields ?? {});
}

interface Answer {
  readonly result: string | undefined;
  readonly lossReason: string | undefined;
}

/** Gives the task nothing at first, and then whatever it is refused for. */
async function complete(play: Scenario, task: TaskCard, { result, lossReason }: Answer, fields: JsonObject) {
  expect(task.assignee, `${task.node} has an assignee`).not.toBeNull();
  expect(task.dueAt, `${task.node} has a deadline`).not.toBeNull();
  const who = { task: task.id, actor: task.assignee };
  const refused: RejectionCode[] = [];
  const given = { comment: {}, lossReason: {} };
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const wish = { ...who, ...(result && { result }), ...given.comment, ...given.lossReason };
    const outcome = await play.engine.completeTask(wish);
    await play.engine.settle();
    if (outcome.ok) break;
    const { rejection } = outcome;
    const { code } = rejection;
    expect(refused, `${task.node} ${result ?? ''} is refused twice`).not.toContain(code);
    refused.push(code);
    if (code === 'COMMENT_REQUIRED') given.comment = { comment: 'As agreed' };
    else if (code === 'LOSS_REASON_REQUIRED' && lossReason) given.lossReason = { lossReason };
    else if (code === 'FIELDS_MISSING') fill(play, fields, rejection.fields);
    else if (code === 'CHECKLIST_OPEN') await doChecklist(play, task, fields);
    else throw new Error(`${task.node} ${result ?? ''}: ${JSON.stringify(rejection)}`);
  }
  expect(refused.sort()).toEqual(demandsOf(task, result).sort());
}

function demandsOf(task: TaskCard, key: string | undefined): RejectionCode[] {
  const result = task.results.find((one) => one.key === key);
  const deal = task.dealSnapshot?.fields ?? {};
  return [
    ...(task.commentRequired || result?.comment ? (['COMMENT_REQUIRED'] as const) : []),
    ...(result?.lossReason ? (['LOSS_REASON_REQUIRED'] as const) : []),
    ...(task.requiredFields.some((field) => !(field in deal)) ? (['FIELDS_MISSING'] as const) : []),
    ...(task.checklist.some(({ optional }) => !optional) ? (['CHECKLIST_OPEN'] as const) : []),
  ];
}

/** Does every step, the optional ones too; evidence that is asked for is missing at first. */
async function doChecklist(play: Scenario, task: TaskCard, fields: JsonObject) {
  for (const { key: step, evidence } of task.checklist) {
    const wish = { task: task.id, step, actor: task.assignee };
    const known = play.host.deal('D-1')?.fields ?? {};
    const isBare = evidence && !(evidence.kind === 'field' && evidence.field in known);
    const bare = await play.engine.completeStep(wish);
    expect(bare.ok || bare.rejection.code, step).toBe(isBare ? 'EVIDENCE_MISSING' : true);
    if (bare.ok) continue;
    if (evidence?.kind === 'field') fill(play, fields, [evidence.field]);
    const proof = evidence?.kind === 'comment' ? { comment: 'Seen' } : {};
    expect(await play.engine.completeStep({ ...wish, ...proof }), step).toMatchObject({ ok: true });
  }
}

function fill({ host }: Scenario, fields: JsonObject, names: readonly string[]) {
  const deal = host.deal('D-1');
  const filled = Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
  if (deal) host.putDeal({ ...deal, fields: { ...deal.fields, ...filled } });
}

/** One minute before its time a timer has not fired. */
async function passTimer(play: Scenario, process: string) {
  const timers = async () => (await play.engine.process(process))?.timers ?? [];
  const [timer] = await timers();
  if (!timer) throw new Error('wait: no timer waits');
  await play.pass(timer.dueAt - play.clock.now() - 60_000);
  expect(await timers()).toEqual([timer]);
  await play.pass(60_000);
  expect(await timers()).toEqual([]);
}

async function terminate(play: Scenario, process: string, lossReason: string) {
  const outcome = await play.engine.terminateEarly({ process, lossReason, actor: 'petrov', comment: 'Why' });
  expect(outcome).toMatchObject({ ok: true });
  await play.engine.settle();
}

async function proveEnd(plan: Walk, play: Scenario, id: string): Promise<Set<string>> {
  const state = await play.engine.process(id);
  expect(state).toMatchObject({ status: 'ended', outcome: plan.outcome });
  expect(state?.lossReason).toBe(plan.lossReason ?? null);
  expect(play.stage('D-1')).toBe(plan.stage ?? b2bSales.stages[0].key);
  expect((await play.engine.tasks({ deal: 'D-1' })).items).toEqual([]);
  const journal = await play.engine.journal(id, 0, 1_000);
  const events = journal.flatMap((entry) => entry.events);
  const entered = events.flatMap((event) =>
    event.type === 'NodeEntered' && event.process === id ? [event] : [],
  );
  const ends = new Set(template(plan.map).nodes.flatMap((node) => (node.kind === 'end' ? [node.id] : [])));
  expect(entered.flatMap(({ node }) => (ends.has(node) ? [node] : []))).toEqual(plan.ends);
  return new Set(entered.flatMap(({ flow }) => flow ?? []));
}

/** `<node> <result>` of every result of every task of a map. */
export function resultsOf(map: RouteMap): string[] {
  const tasks = map.nodes.filter((node): node is UserTaskNode => node.kind === 'userTask');
  return tasks.flatMap(({ id, results }) => results?.map(({ key }) => `${id} ${key}`) ?? [id]);
}
