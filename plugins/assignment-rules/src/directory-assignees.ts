import {
  type AssigneeRule,
  type AssigneeRuleName,
  type AssignmentRequest,
  BasicAssignees,
  type CallContext,
  type DealSnapshot,
  type UserId,
} from '@dealroute/core';

/** The rules of the core, departments, and roles for an object. */
export class DirectoryAssignees extends BasicAssignees {
  override readonly rules: readonly AssigneeRuleName[] = [
    'responsible',
    'person',
    'field',
    'starter',
    'performer',
    'role',
    'headOf',
    'department',
  ];

  protected override async named(
    rule: AssigneeRule,
    request: AssignmentRequest,
    context: CallContext,
  ): Promise<readonly UserId[] | string> {
    if (rule.rule === 'department') return this.directory.inDepartment(rule.department, context);
    if (rule.rule === 'role' && rule.scope) {
      const object = objectIn(request.deal, rule.scope.field);
      return object === null ? 'emptyField' : this.directory.withRole(`${rule.role}@${object}`, context);
    }
    return super.named(rule, request, context);
  }
}

/** The object that a deal's field names; null for an empty field and for lists. */
function objectIn({ fields }: DealSnapshot, field: string): string | null {
  const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? null : text;
}
