import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The maximum number of browsers. A student has one or two. */
const MOST = 32;

/** What a browser gets for a token. */
export interface Pass {
  /** The value of the cookie. */
  cookie: string;
  /** The page keeps the key in its own storage, and sends it with each request. */
  key: string;
}

/**
 * The browsers that may use the course page.
 *
 * A token lets one browser in, once. The browser then has a cookie and a key, and needs both. A
 * browser sends the cookie of this server to every other server on 127.0.0.1, also to a server of
 * another user of this machine, because cookies do not belong to a port. The key stays in the
 * storage of this page, and this storage belongs to a port.
 */
export class Visitors {
  /** The hashes of the tokens that nobody has used. */
  readonly #tokens = new Set<string>();
  /** The keys by the hash of the cookie. */
  readonly #keys = new Map<string, string>();

  /** Returns a new token. */
  invite(): string {
    const token = secret();
    this.#tokens.add(hashOf(token));
    return token;
  }

  /** Returns a pass for a token. Returns undefined if the token is wrong, or was used before. */
  admit(token: string): Pass | undefined {
    if (!this.#tokens.delete(hashOf(token))) return undefined;
    const [oldest] = this.#keys.keys();
    if (this.#keys.size >= MOST) this.#keys.delete(oldest);
    const pass = { cookie: secret(), key: secret() };
    this.#keys.set(hashOf(pass.cookie), hashOf(pass.key));
    return pass;
  }

  /** True if a browser has this cookie. */
  knowsCookie(cookie: string): boolean {
    return this.#keys.has(hashOf(cookie));
  }

  /** True if a browser has this cookie and this key. */
  knows(cookie: string, key: string): boolean {
    const expected = this.#keys.get(hashOf(cookie));
    if (expected === undefined) return false;
    return timingSafeEqual(Buffer.from(expected), Buffer.from(hashOf(key)));
  }
}

const secret = (): string => randomBytes(32).toString('base64url');

// The time of a search for a hash tells nothing about the secret.
const hashOf = (text: string): string => hash('sha256', text);
