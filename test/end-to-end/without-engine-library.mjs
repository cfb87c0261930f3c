/**
 * Preloaded with `--import`: to this process the npm package of the engine's library is not installed, as after
 * `npm install --no-optional` or on a platform that it does not exist for.
 */
import Module from 'node:module'

const resolve = Module._resolveFilename
Module._resolveFilename = function (request, ...rest) {
  if (!request.startsWith('@chdb/lib-')) return resolve.call(this, request, ...rest)
  throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' })
}
