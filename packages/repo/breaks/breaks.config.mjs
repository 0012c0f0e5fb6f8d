import { defineConfig } from 'vitest/config';
import workspace from '../../../vitest.workspace.js';
import { repositoryRoot } from '../rooms.mjs';
import { breaks } from './breaks.mjs';

const broken = breaks[Number(process.env.DEALROUTE_BREAK)];
if (!broken)
  throw new Error('DEALROUTE_BREAK names no line of breaks.mjs: run this through `npm run breaks`.');

/** Breaks the line while its file is loaded. */
const breaking = {
  name: 'break-one-line',
  enforce: 'pre',
  transform(code, id) {
    if (id.split('?')[0] !== `${repositoryRoot}/${broken.file}`) return undefined;
    return { code: code.replace(broken.line, () => broken.broken), map: null };
  },
};

const { projects = [], ...test } = workspace.test;

export default defineConfig({
  ...workspace,
  root: repositoryRoot,
  test: {
    ...test,
    projects: projects
      .filter((project) => project.test.name === broken.project)
      .map((project) => ({ ...project, plugins: [breaking] })),
  },
});
