/** Most of everything that a map may hold; beyond it, the map is refused with a problem that says the limit. */
export const MAP_LIMITS = {
  /** Of the text, or of the strings and keys of data that was parsed elsewhere, in bytes of UTF-8. */
  bytes: 1_048_576,
  /** Words, punctuation marks and line breaks of a text. */
  tokens: 300_000,
  /** Objects and lists within one another; the map itself is the first. */
  depth: 32,
  nodes: 2_000,
  flows: 8_000,
  /** Of one variable or one input of an action, as JSON, in bytes of UTF-8. */
  variableBytes: 65_536,
  /** Entries of any other list: results, steps, fields, loss reasons. */
  list: 200,
  /** Characters of the keys and ids of a map. */
  id: 64,
  /** Characters of the host's keys and names: stages, people, roles, actions, fields. */
  hostKey: 200,
  title: 200,
  description: 4_000,
  condition: 2_000,
  /** Problems that one answer lists. */
  problems: 100,
} as const;
