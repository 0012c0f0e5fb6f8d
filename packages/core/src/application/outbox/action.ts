import type { JsonObject, JsonValue } from '@dealroute/domain';
import { SdkError } from '../../errors/sdk-error.js';
import type { ActionRequest, CallContext, DeclaredAction } from '../../ports/index.js';

type Variables = Readonly<Record<string, JsonValue>>;

/** An action with what it takes and gives, and how patient the engine is with it. */
export interface ActionDeclaration<I, O> {
  /** Reads the input that the map gives; throws, with a reason for people, where it is not what the action takes. */
  readonly input?: (input: JsonObject) => I;
  /** Reads what `run` has given; throws, with a reason for people, where that is not what the map may count on. */
  readonly output?: (output: O) => Variables;
  /** Longest time of one attempt in milliseconds: 1–600,000; `tuning.deliveryTimeoutMs` when left out. */
  readonly timeoutMs?: number;
  /** Attempts before there is an incident: 1–100; `tuning.deliveryAttempts` when left out. */
  readonly attempts?: number;
  /** Pause before the second attempt in milliseconds, doubled with each one: 1–300,000, 1,000 when left out. */
  readonly retryMs?: number;
  /** Does the work, at most once per `request.action`. Throwing means: try again later. */
  readonly run: (
    request: Omit<ActionRequest, 'input'> & { readonly input: I },
    context: CallContext,
  ) => Promise<O | 'later'>;
}

/** The map gives an input that the action does not take: another attempt would get the same. */
export class WrongInput extends Error {}

/**
 * Declares an action with typed input and output. A wrong input is an incident at once, a wrong output a failed attempt.
 * An answer that comes later, by `completeAction`, is not read by `output`.
 */
export function action<I = JsonObject, O extends Variables | undefined = Variables | undefined>(
  declaration: ActionDeclaration<I, O>,
): DeclaredAction {
  const { input: readInput, output: readOutput, run, ...patience } = declaration;
  requireBounds(patience);
  return {
    ...patience,
    handle: async (request, context) => {
      const input = readInput ? inputOf(readInput, request) : (request.input as I);
      const answer = await run({ ...request, input }, context);
      return answer === 'later' || !readOutput ? answer : outputOf(readOutput, answer, request);
    },
  };
}

function inputOf<I>(read: (input: JsonObject) => I, { name, input }: ActionRequest): I {
  try {
    return read(input);
  } catch (error) {
    throw new WrongInput(`The input of action "${name}" is wrong: ${reasonOf(error)}`, { cause: error });
  }
}

function outputOf<O>(read: (output: O) => Variables, answer: O, { name }: ActionRequest): Variables {
  try {
    return read(answer);
  } catch (error) {
    throw new Error(`The output of action "${name}" is wrong: ${reasonOf(error)}`, { cause: error });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const BOUNDS = { timeoutMs: 600_000, attempts: 100, retryMs: 300_000 } as const;

function requireBounds(patience: Partial<Record<keyof typeof BOUNDS, number>>): void {
  for (const [name, most] of Object.entries(BOUNDS)) {
    const value = patience[name as keyof typeof BOUNDS];
    if (value === undefined || (Number.isSafeInteger(value) && value >= 1 && value <= most)) continue;
    throw new SdkError(
      'COMPOSITION_INVALID',
      `action() got ${name} ${value}: expected a whole number from 1 to ${most}. Correct it or leave it out.`,
    );
  }
}
