// Node's own resolution has no types, and its place is known by this name only.
const Module = /** @type {any} */ (require('node:module'));

/** Makes Node find one package nowhere, as if it had not been installed. */
const find = Module._resolveFilename;

/**
 * @param {string} request
 * @param {...unknown} rest
 */
Module._resolveFilename = function hiding(request, ...rest) {
  if (request !== process.env.HIDDEN_PACKAGE) return find.call(this, request, ...rest);
  throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
};
