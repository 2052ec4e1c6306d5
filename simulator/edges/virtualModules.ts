import * as crypto from 'node:crypto';
import type { World } from '../World';
import { virtualCrypto } from './virtualCrypto';
import { virtualTimers } from './virtualTimers';

/** Modules of Node that only compute. */
const PURE = ['assert', 'buffer', 'events', 'path', 'querystring', 'string_decoder', 'url', 'util'];

/** Functions of `node:crypto` that only compute. An Ed25519 signature uses no chance. */
const PURE_CRYPTO = [
  ...(['hash', 'createHash', 'createHmac', 'getHashes', 'timingSafeEqual', 'KeyObject'] as const),
  ...(['createPrivateKey', 'createPublicKey', 'createSecretKey', 'sign', 'verify'] as const),
];

/** Returns the `require` of the simulated code. It gives only what computes, and virtual edges. */
export function virtualRequire(
  world: World,
  { performance }: Record<string, unknown>,
): (name: string) => unknown {
  const { timers, promises } = virtualTimers(world);
  const pure = Object.fromEntries(PURE_CRYPTO.map((name) => [name, crypto[name]]));
  const edges: Record<string, Record<string, unknown>> = {
    crypto: { ...pure, ...virtualCrypto(world) },
    timers,
    'timers/promises': promises,
    perf_hooks: { performance },
  };
  return (specifier) => {
    const name = specifier.replace(/^node:/, '');
    const original = process.getBuiltinModule(`node:${name}`) as object | undefined;
    if (PURE.includes(name)) return original;
    const copy = { ...edges[name] };
    for (const key of Object.keys(original ?? world.refuse(name))) {
      if (Object.hasOwn(copy, key)) continue;
      const get = (): never => world.refuse(`${name}.${key}`);
      Object.defineProperty(copy, key, { get, enumerable: true });
    }
    return copy;
  };
}
