import type { Terminator, UserId } from '@dealroute/domain';
import type { AccessPolicy, AccessRequest, ClientAccessRequest, User } from '../ports/index.js';

/** Who looks after everything, by the default policy. */
export const ADMIN_ROLE = 'admin';

const isAdmin = (user: User): boolean => user.roles.includes(ADMIN_ROLE);

const DEFAULT_TERMINATORS: readonly Terminator[] = ['responsible', 'head'];

/**
 * The policy of an engine that is given none. The host (no actor) and admins may do everything; the assignee and their
 * head work on a task; candidates claim; only admins give away what nobody has; the deal's responsible and their head start, signal and, as the map
 * says, terminate; the responsible's head suspends and resumes; only admins move a process, also to another version of
 * its map. Contacts are registered by the deal's responsible, those who have its open tasks, and their heads. Everybody
 * registers leads, and takes those that nobody has; a head gives them to their people. With the others work their
 * responsible and that person's head.
 */
export const defaultPolicy: AccessPolicy = {
  permits(request) {
    const { actor, command, task } = request;
    if (actor === null || isAdmin(actor)) return true;
    switch (command) {
      case 'StartProcess':
        return request.map.kind === 'independent' || owns(request, actor.id);
      case 'SignalProcess':
        return owns(request, actor.id);
      case 'CompleteTask':
      case 'CompleteStep':
      case 'ReleaseTask':
        return worksOn(request, actor.id);
      case 'HandOverTask':
        return task?.assignee != null && worksOn(request, actor.id);
      case 'ClaimTask':
        return task?.candidates.includes(actor.id) ?? false;
      case 'SuspendProcess':
      case 'ResumeProcess':
        return request.isHeadOf(request.deal.responsible);
      case 'TerminateEarly':
        return mayTerminate(request, actor.id);
      case 'MoveProcess':
      case 'MigrateProcess':
      case 'UndoMigration':
      case 'CompleteAction':
      case 'FailAction':
      case 'FireTimer':
      case 'ReportStage':
        return false;
    }
  },
  permitsClientWork(request) {
    const { actor, action, deal, assignees, lead } = request;
    if (actor === null || isAdmin(actor)) return true;
    const isTheirs = (user: UserId | null) => user === actor.id || request.isHeadOf(user);
    if (action === 'registerLead') return request.to === null || takes(request, actor.id);
    if (lead?.responsible === null) return action === 'assignLead' && takes(request, actor.id);
    return [lead ? lead.responsible : (deal?.responsible ?? null), ...assignees].some(isTheirs);
  },
  permitsAdministration: (actor) => actor === null || (actor.active && isAdmin(actor)),
};

/** A lead that nobody has can be taken, or given by a head to their people. */
const takes = ({ to, isHeadOf }: ClientAccessRequest, actor: UserId): boolean => to === actor || isHeadOf(to);

const owns = ({ deal, isHeadOf }: AccessRequest, actor: UserId): boolean =>
  deal.responsible === actor || isHeadOf(deal.responsible);

/** The assignee or their head; of a task that nobody has claimed, its candidates, who are then told to claim it. */
function worksOn({ task, isHeadOf }: AccessRequest, actor: UserId): boolean {
  if (!task) return false;
  if (task.assignee === null) return task.candidates.includes(actor);
  return task.assignee === actor || isHeadOf(task.assignee);
}

function mayTerminate({ map, state, deal, isHeadOf }: AccessRequest, actor: UserId): boolean {
  const is: Readonly<Record<Terminator, boolean>> = {
    responsible: deal.responsible === actor,
    head: isHeadOf(deal.responsible),
    assignee: state?.tasks.some((task) => task.assignee === actor) ?? false,
    starter: state?.starter === actor,
  };
  return (map.earlyTermination?.by ?? DEFAULT_TERMINATORS).some((who) => is[who]);
}
