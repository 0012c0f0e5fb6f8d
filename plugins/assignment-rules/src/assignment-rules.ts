import {
  ASSIGNEE_RESOLVER,
  PLUGIN_API_VERSION,
  type Plugin,
  PROCESS_QUERIES,
  RECORD_STORE,
  USER_DIRECTORY,
} from '@dealroute/core';
import { RuleAssignees } from './rule-assignees.js';

/**
 * Finds who does a task: by the rules of the core, by departments, by roles that people have for an object such as a
 * branch, in turns, and by who has the fewest tasks.
 */
export function assignmentRules(): Plugin {
  return {
    name: 'assignment-rules',
    apiVersion: PLUGIN_API_VERSION,
    provide(registry) {
      registry.bindFrom(
        ASSIGNEE_RESOLVER,
        [USER_DIRECTORY, RECORD_STORE, PROCESS_QUERIES],
        (directory, records, queries) => new RuleAssignees(directory, records, queries),
      );
    },
  };
}
