const Module = require('node:module');

/** Makes Node find one package nowhere, as if it had not been installed. */
const find = Module._resolveFilename;
Module._resolveFilename = function hiding(request, ...rest) {
  if (request !== process.env.HIDDEN_PACKAGE) return find.call(this, request, ...rest);
  throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
};
