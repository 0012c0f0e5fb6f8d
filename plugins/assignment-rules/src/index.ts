export { assignmentRules } from './assignment-rules.js';
