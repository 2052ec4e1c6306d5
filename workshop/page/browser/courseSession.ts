/** The page's own storage belongs to the port of the server, unlike a cookie. */
const STORED = 'cantor-key';

/** A refusal of the server, with its code. */
export class CourseRefusal extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/** Returns the key that this browser got for its token, or an empty text. */
export function storedKey(): string {
  return localStorage.getItem(STORED) ?? '';
}

/**
 * Calls a function when another window of this browser got a new key.
 *
 * @returns a function that stops this
 */
export function onNewKey(changed: () => void): () => void {
  const listener = ({ key }: StorageEvent): void => {
    if (key === STORED) changed();
  };
  addEventListener('storage', listener);
  return () => removeEventListener('storage', listener);
}

/**
 * Exchanges the token in the page's address for a key and a cookie. Without a token, does nothing.
 * The address then has no token any more, because a token works only once.
 *
 * @returns true if the page has a new key
 * @throws CourseRefusal if the token is wrong or was used before
 */
export async function useToken(): Promise<boolean> {
  const token = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (token === undefined) return false;
  history.replaceState(null, '', '/');
  const { key } = await send('login', { token });
  localStorage.setItem(STORED, String(key));
  return true;
}

/** What the page can ask the server to do. */
export type Verb =
  'grade' | 'hint' | 'difference' | 'accident' | 'scene' | 'run' | 'stop' | 'restart';

/**
 * Asks the server to do something.
 *
 * @throws CourseRefusal
 */
export function act(verb: Verb, step?: number): Promise<Record<string, unknown>> {
  return send(`verbs/${verb}`, step === undefined ? {} : { step });
}

/**
 * Returns a text of the course as HTML without scripts.
 *
 * @throws CourseRefusal
 */
export async function fetchHandout(page: string): Promise<string> {
  const headers = { 'X-Cantor-Key': storedKey() };
  const { html } = await answerOf(
    await fetch(`/handouts/${encodeURIComponent(page)}`, { headers }),
  );
  return String(html);
}

async function send(path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { 'Content-Type': 'application/json', 'X-Cantor-Key': storedKey() };
  return answerOf(await fetch(`/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function answerOf(response: Response): Promise<Record<string, unknown>> {
  if (response.ok) return (await response.json()) as Record<string, unknown>;
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  throw new CourseRefusal(code ?? String(response.status));
}
