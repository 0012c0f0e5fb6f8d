export { type AssignmentRulesOptions, assignmentRules } from './assignment-rules.js';
export type { CustomRequest, CustomRule, CustomRules } from './custom-rules.js';
