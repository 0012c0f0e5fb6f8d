import { ASSIGNEE_RESOLVER, PLUGIN_API_VERSION, type Plugin, USER_DIRECTORY } from '@dealroute/core';
import { DirectoryAssignees } from './directory-assignees.js';

/**
 * Finds who does a task by every rule that needs no more than the directory of people: those of the core, departments,
 * and roles that people have for an object such as a branch.
 */
export function assignmentRules(): Plugin {
  return {
    name: 'assignment-rules',
    apiVersion: PLUGIN_API_VERSION,
    provide(registry) {
      registry.bindFrom(
        ASSIGNEE_RESOLVER,
        [USER_DIRECTORY],
        (directory) => new DirectoryAssignees(directory),
      );
    },
  };
}
