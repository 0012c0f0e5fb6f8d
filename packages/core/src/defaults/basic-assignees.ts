import type { AssigneeRule, Assignment, UserId } from '@dealroute/domain';
import type {
  AssigneeResolver,
  AssignmentRequest,
  CallContext,
  User,
  UserDirectory,
} from '../ports/index.js';

type PassedOver = { user: UserId; reason: string };

/** The rules that need no more than the directory; inactive and unknown people are passed over, and it says so. */
export class BasicAssignees implements AssigneeResolver {
  readonly rules: readonly string[] = [
    'responsible',
    'person',
    'field',
    'starter',
    'performer',
    'role',
    'headOf',
  ];

  constructor(protected readonly directory: UserDirectory) {}

  async resolve(request: AssignmentRequest, context: CallContext): Promise<Assignment> {
    const { rule } = request.rule;
    const named = await this.named(request.rule, request, context);
    if (typeof named === 'string') return { people: [], explanation: { rule, nobody: named } };
    const { people, passedOver } = await this.#active(named, context);
    return {
      people,
      explanation: {
        rule,
        ...(passedOver.length > 0 && { passedOver }),
        ...(people.length === 0 && { nobody: passedOver.length > 0 ? 'allPassedOver' : 'nobodyNamed' }),
      },
    };
  }

  /** The people whom a rule names, or the code of why it names nobody. Resolvers that know more rules begin here. */
  protected async named(
    rule: AssigneeRule,
    request: AssignmentRequest,
    context: CallContext,
  ): Promise<readonly UserId[] | string> {
    const { deal, starter, completion } = request;
    switch (rule.rule) {
      case 'responsible':
        return one(deal.responsible, 'noResponsible');
      case 'person':
        return [rule.user];
      case 'field': {
        const value = deal.fields[rule.field];
        return one(
          typeof value === 'string' || typeof value === 'number' ? String(value) : null,
          'emptyField',
        );
      }
      case 'starter':
        return one(starter, 'noStarter');
      case 'performer':
        return one(completion(rule.node)?.by ?? null, 'notPerformedYet');
      case 'role':
        return rule.scope ? 'unsupportedRule' : this.directory.withRole(rule.role, context);
      case 'headOf':
        return this.#heads(rule.of, request, context);
      default:
        return 'unsupportedRule';
    }
  }

  async #heads(
    of: AssigneeRule,
    request: AssignmentRequest,
    context: CallContext,
  ): Promise<readonly UserId[] | string> {
    const named = await this.named(of, request, context);
    if (typeof named === 'string') return named;
    const heads = (await this.directory.users(named, context)).flatMap((user) => user?.head ?? []);
    return heads.length > 0 ? [...new Set(heads)] : 'noHead';
  }

  async #active(
    named: readonly UserId[],
    context: CallContext,
  ): Promise<{ people: UserId[]; passedOver: PassedOver[] }> {
    const users = await this.directory.users(named, context);
    const people: UserId[] = [];
    const passedOver: PassedOver[] = [];
    named.forEach((user, i) => {
      const reason = passedOverBecause(users[i]);
      if (reason) passedOver.push({ user, reason });
      else people.push(user);
    });
    return { people, passedOver };
  }
}

const one = (user: UserId | null, otherwise: string): readonly UserId[] | string =>
  user === null || user === '' ? otherwise : [user];

const passedOverBecause = (user: User | undefined): string | undefined => {
  if (!user) return 'unknown';
  return user.active ? undefined : 'inactive';
};
