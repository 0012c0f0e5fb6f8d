/** What may lie beside the rooms: dotfiles, the lock, tool configuration, and the papers of a repository. */
const allowedNames = [
  /^\./,
  /^(packages|plugins|bots|examples|node_modules|coverage)$/,
  /^package(-lock)?\.json$/,
  /^tsconfig(\.\w+)?\.json$/,
  /^(biome|knip)\.json$/,
  /^(vitest|tsup|knip)\.config\.ts$/,
  /^vitest\.(workspace|databases)\.ts$/,
  /^README(\.[a-z]{2})?\.md$/,
  /^(LICENSE|NOTICE|CONTRIBUTING\.md|CHANGELOG\.md)$/,
];

/** Says of each name at the top of the repository that does not belong there where to put it. */
export function topLevelViolations(names: readonly string[]): string[] {
  return names
    .filter((name) => !allowedNames.some((pattern) => pattern.test(name)))
    .map((name) => `${name} does not belong at the top level: put it into the room that it is about.`);
}
