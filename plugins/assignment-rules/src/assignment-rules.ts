import {
  ASSIGNEE_RESOLVER,
  PLUGIN_API_VERSION,
  type Plugin,
  PROCESS_QUERIES,
  RECORD_STORE,
  USER_DIRECTORY,
} from '@dealroute/core';
import type { CustomRules } from './custom-rules.js';
import { RuleAssignees } from './rule-assignees.js';

/** What a host adds to the rules. */
export interface AssignmentRulesOptions {
  /** The host's own rules by the names that maps give them: `{ rule: 'custom', name: 'branchDirector' }`. */
  readonly custom?: CustomRules;
}

/**
 * Finds who does a task: by the rules of the core, by departments, by roles that people have for an object such as a
 * branch, in turns, by who has the fewest tasks, and by rules of the host's own.
 */
export function assignmentRules({ custom }: AssignmentRulesOptions = {}): Plugin {
  return {
    name: 'assignment-rules',
    apiVersion: PLUGIN_API_VERSION,
    provide(registry) {
      registry.bindFrom(
        ASSIGNEE_RESOLVER,
        [USER_DIRECTORY, RECORD_STORE, PROCESS_QUERIES],
        (directory, records, queries) => new RuleAssignees(directory, records, queries, custom),
      );
    },
  };
}
