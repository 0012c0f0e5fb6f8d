import type { ApiAnswer, ApiCall } from './api-call.js';
import type { Fault } from './faults/fault.js';
import type { FaultPlan } from './faults/fault-plan.js';
import type { RequestBody } from './http/request-body.js';
import { allMethods, officialName } from './methods/all-methods.js';
import type { RateLimits } from './rate-limits.js';
import { Refusal, refuse, unplayed } from './refusal.js';
import { notPlayed } from './specification/bot-api.js';
import type { World } from './state/world.js';
import { BotConnection, type WebhookRoute } from './updates/bot-connection.js';
import { readParameters } from './validation/read-parameters.js';

/** How a call ends: the answer, and what a planned fault does to it on the wire. */
export interface Outcome {
  readonly answer: ApiAnswer;
  readonly fault: Fault | undefined;
}

export interface BotApiParts {
  readonly world: World;
  readonly faults: FaultPlan;
  readonly limits: RateLimits;
  readonly webhookRoute: WebhookRoute | undefined;
}

type RecordedCall = { -readonly [Key in keyof ApiCall]: ApiCall[Key] };

const MAX_RECORDED = 10_000;

/** Performs calls of the bot: record, planned faults, limits, parameters, method. Knows nothing of HTTP. */
export class BotApi {
  readonly #parts: BotApiParts;
  readonly connection: BotConnection;
  readonly calls: ApiCall[] = [];
  #underWay = 0;

  constructor(parts: BotApiParts) {
    this.#parts = parts;
    const reply = (method: string, fields: Record<string, unknown>) => {
      void this.perform(method, { fields, files: {} }, new AbortController().signal);
    };
    this.connection = new BotConnection(parts.world, reply, parts.webhookRoute);
  }

  /** No call but waiting polls is being answered. */
  get idle(): boolean {
    return this.#underWay === 0;
  }

  async perform(written: string, body: RequestBody, gone: AbortSignal): Promise<Outcome> {
    const method = officialName(written) ?? written;
    const call = this.#record(method, body);
    const counts = method === 'getUpdates' ? 0 : 1;
    this.#underWay += counts;
    try {
      await this.#parts.faults.pass(call);
      const fault = this.#parts.faults.take(call);
      if (fault) call.fault = fault;
      call.answer = struckBefore(fault) ?? (await this.#answer(method, body, gone));
      return { answer: call.answer, fault };
    } finally {
      this.#underWay -= counts;
      this.#parts.world.changes.announce({ kind: 'traffic' });
    }
  }

  #record(method: string, body: RequestBody): RecordedCall {
    const files = Object.entries(body.files).map(([name, file]) => [name, `<${file.fileName}>`] as const);
    const parameters = { ...body.fields, ...Object.fromEntries(files) };
    const call: RecordedCall = { method, parameters, at: this.#parts.world.now() };
    this.calls.push(call);
    if (this.calls.length > MAX_RECORDED) this.calls.shift();
    return call;
  }

  async #answer(method: string, body: RequestBody, gone: AbortSignal): Promise<ApiAnswer> {
    try {
      return { ok: true, result: await this.#perform(method, body, gone) };
    } catch (error) {
      return answerOf(error);
    }
  }

  #perform(method: string, body: RequestBody, gone: AbortSignal): unknown {
    const { world, limits } = this.#parts;
    const perform = allMethods[method];
    if (!perform) throw notPlayed.has(method) ? unplayed(`the method ${method}`) : refuse(404);
    const parameters = readParameters(method, body, world.strict);
    const chat = world.chats.get(parameters.integer('chat_id') ?? Number.NaN);
    if (chat) limits.count(method, chat, world.now());
    return perform({ world, connection: this.connection, parameters, gone });
  }
}

/** The answer of a fault that keeps the call from being performed. */
function struckBefore(fault: Fault | undefined): ApiAnswer | undefined {
  switch (fault?.kind) {
    case 'refuse':
      return answerOf(new Refusal(fault.status, fault.description, fault.parameters));
    case 'page':
      return answerOf(refuse(fault.status));
    case 'reset':
      return answerOf(refuse(500, 'the connection was reset'));
    default:
      return undefined;
  }
}

export function answerOf(error: unknown): ApiAnswer {
  if (!(error instanceof Refusal)) return answerOf(refuse(500, `the fake server failed: ${String(error)}`));
  const { status, description, parameters } = error;
  return { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) };
}
