import {
  type AssigneeRule,
  type AssigneeRuleName,
  type Assignment,
  type AssignmentRequest,
  BasicAssignees,
  type CallContext,
  type DealSnapshot,
  type ProcessQueries,
  type RecordStore,
  type UserDirectory,
  type UserId,
} from '@dealroute/core';
import { type CustomRules, checkCustomRules, namedByHost } from './custom-rules.js';
import { Loads } from './loads.js';
import { Turns } from './turns.js';

const RULES: readonly AssigneeRuleName[] = [
  'responsible',
  'person',
  'field',
  'starter',
  'performer',
  'role',
  'headOf',
  'department',
  'roundRobin',
  'leastLoaded',
];

/** Most people whom an explanation names because they were not chosen. */
const MOST_NAMED = 20;

/** A rule that chooses one of the people whom another rule names. */
type ChoosingRule = Extract<AssigneeRule, { readonly among: AssigneeRule }>;

const isChoosing = (rule: AssigneeRule): rule is ChoosingRule => 'among' in rule;

/** The rules of the core, departments, roles for an object, the host's own, and those that choose one of several. */
export class RuleAssignees extends BasicAssignees {
  override readonly rules: readonly string[];
  readonly #turns: Turns;
  readonly #loads: Loads;

  constructor(
    directory: UserDirectory,
    records: RecordStore,
    queries: ProcessQueries,
    private readonly custom: CustomRules = {},
  ) {
    super(directory);
    checkCustomRules(custom, RULES);
    this.rules = [...RULES, ...Object.keys(custom)];
    this.#turns = new Turns(records);
    this.#loads = new Loads(queries);
  }

  override async resolve(request: AssignmentRequest, context: CallContext): Promise<Assignment> {
    const { rule } = request;
    if (!isChoosing(rule)) return super.resolve(request, context);
    const { people, explanation } = await this.resolve({ ...request, rule: rule.among }, context);
    if (people.length === 0) return { people, explanation: { ...explanation, rule: rule.rule } };
    const { chosen, others } = await this.#choose(rule, people, request, context);
    const passedOver = [...(explanation.passedOver ?? []), ...others];
    return {
      people: [chosen],
      explanation: { rule: rule.rule, ...(passedOver.length > 0 && { passedOver }) },
    };
  }

  protected override async named(
    rule: AssigneeRule,
    request: AssignmentRequest,
    context: CallContext,
  ): Promise<readonly UserId[] | string> {
    if (rule.rule === 'custom') return namedByHost(this.custom, rule, request, context);
    if (rule.rule === 'department') return this.directory.inDepartment(rule.department, context);
    if (rule.rule === 'role' && rule.scope) {
      const object = objectIn(request.deal, rule.scope.field);
      return object === null ? 'emptyField' : this.directory.withRole(`${rule.role}@${object}`, context);
    }
    if (!isChoosing(rule)) return super.named(rule, request, context);
    const { people, explanation } = await this.resolve({ ...request, rule }, context);
    return explanation.nobody ?? people;
  }

  async #choose(
    { rule }: ChoosingRule,
    people: readonly UserId[],
    request: AssignmentRequest,
    context: CallContext,
  ) {
    const { map, node } = request;
    const free = rule === 'leastLoaded' ? await this.#loads.least(people, context) : people;
    const chosen = await this.#turns.next([map.key, node], free, context);
    if (rule === 'leastLoaded') this.#loads.add(chosen, request, context);
    const others = people
      .filter((person) => person !== chosen)
      .slice(0, MOST_NAMED)
      .map((user) => ({ user, reason: free.includes(user) ? 'notTheirTurn' : 'moreLoaded' }));
    return { chosen, others };
  }
}

/** The object that a deal's field names; null for an empty field and for lists. */
function objectIn({ fields }: DealSnapshot, field: string): string | null {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? null : text;
}
