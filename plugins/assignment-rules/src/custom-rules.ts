import {
  type AssigneeRule,
  type AssignmentRequest,
  type CallContext,
  type JsonObject,
  SdkError,
  type UserId,
} from '@dealroute/core';

/** What a rule of the host's own may go by. */
export interface CustomRequest extends Omit<AssignmentRequest, 'rule'> {
  /** The rule's parameters as the map gives them; empty where it gives none. */
  readonly params: JsonObject;
}

/**
 * A rule of the host's own: the ids of the people whom it names, or the code of why it names nobody. People who are
 * inactive or unknown are passed over afterwards. Throwing fails the command that wants the task, and nothing of it is kept.
 */
export type CustomRule = (
  request: CustomRequest,
  context: CallContext,
) => readonly UserId[] | string | Promise<readonly UserId[] | string>;

/** The host's own rules by the names that maps give them. */
export type CustomRules = Readonly<Record<string, CustomRule>>;

/** Throws `COMPOSITION_INVALID` for a rule that takes the name of one that is there already. */
export function checkCustomRules(custom: CustomRules, known: readonly string[]): void {
  const taken = Object.keys(custom).filter((name) => known.includes(name) || name === 'custom');
  if (taken.length === 0) return;
  throw new SdkError(
    'COMPOSITION_INVALID',
    `Custom assignee rules are called ${taken.join(', ')}: expected names that no other rule has. Rename them.`,
  );
}

/** The people whom a custom rule names. */
export async function namedByHost(
  custom: CustomRules,
  { name, params = {} }: Extract<AssigneeRule, { rule: 'custom' }>,
  { rule: _rule, ...request }: AssignmentRequest,
  context: CallContext,
): Promise<readonly UserId[] | string> {
  const rule = Object.hasOwn(custom, name) ? custom[name] : undefined;
  return rule ? rule({ ...request, params }, context) : 'unsupportedRule';
}
