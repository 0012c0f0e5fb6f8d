import { connect } from 'node:net';

/** How long a server has to answer, in milliseconds. */
const PATIENCE_MS = 3_000;

/** The servers on which adapters are tested: the test projects of each, and where it is. */
const SERVERS = [
  {
    name: 'PostgreSQL',
    project: '*-postgres',
    variable: 'DEALROUTE_TEST_POSTGRES',
    local: 'postgres://postgres@127.0.0.1:5432/test',
  },
  {
    name: 'MariaDB',
    project: '*-mariadb',
    variable: 'DEALROUTE_TEST_MARIADB',
    local: 'mysql://root@127.0.0.1:3306/test',
  },
];

/**
 * The test projects whose servers answer, and a sentence about each of the others.
 *
 * @param {Readonly<Record<string, string | undefined>>} [env]
 */
export async function findServers(env = process.env) {
  // SQLite needs no server.
  const projects = ['*-sqlite'];
  const missing = [];
  for (const { name, project, variable, local } of SERVERS) {
    const url = new URL(env[variable] ?? local);
    if (await answers(url)) projects.push(project);
    else {
      missing.push(
        `NOT RUN: ${project}. ${name} does not answer at ${url.host}. Start one there, or say in ${variable} where one ` +
          `is (such as ${local}), and run \`npm run test:databases\`.`,
      );
    }
  }
  return { projects, missing };
}

/**
 * Whether somebody listens at the host and port of a URL.
 *
 * @param {URL} url
 * @returns {Promise<boolean>}
 */
function answers({ hostname, port, protocol }) {
  const usual = protocol.startsWith('postgres') ? 5432 : 3306;
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || usual, timeout: PATIENCE_MS });
    /** @param {boolean} answer */
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
