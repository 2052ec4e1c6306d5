import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { PAGE_FOLDER } from '../../explorer/pageFolder';
import { bundlePage } from '../../explorer/server/bundlePage';
import type { Page } from '../../explorer/server/bundlePage';
import { sendPage } from '../../explorer/server/sendPage';
import { urlOf } from '../../explorer/server/urlOf';
import { WebServer } from '../../explorer/server/WebServer';
import { COURSE } from '../../grader/course/course';
import type { Step } from '../../grader/course/course';
import { ROOT } from '../../grader/course/parts';
import { plain } from '../../grader/report/paint';
import { differenceOf } from '../student/differenceOf';
import { nextHint } from '../student/nextHint';
import { codespaceOrigin } from './codespaceOrigin';
import { COURSE_PAGES } from './coursePages';
import { CourseModel } from './CourseModel';
import { DIAGRAMS } from './diagramOf';
import { Grades } from './grading/Grades';
import { OwnNetwork } from './network/OwnNetwork';
import { readJson } from './readJson';
import { renderHandout } from './renderHandout';
import { ScenePlayer } from './scene/ScenePlayer';
import { StateStream } from './StateStream';
import { Visitors } from './Visitors';

/** Only this machine can reach the server. */
const HOST = '127.0.0.1';

/** The first port that the server tries. */
const DEFAULT_PORT = 8700;

/** Why a request is refused: the HTTP status of each code. */
const STATUS = {
  'bad-request': 400,
  'no-session': 401,
  'bad-token': 403,
  'unknown-verb': 404,
  'unknown-step': 404,
  'unknown-path': 404,
  'not-passed': 409,
  'too-large': 413,
} as const;

type Code = keyof typeof STATUS;

/** What a verb returns: data for the page, or a code. */
type Outcome = Record<string, unknown> | Code;

/** The verbs that take the number of a step. */
const STEP_VERBS = ['grade', 'hint', 'difference', 'accident', 'scene'] as const;

type StepVerb = (typeof STEP_VERBS)[number];

const isStepVerb = (verb: string): verb is StepVerb =>
  (STEP_VERBS as readonly string[]).includes(verb);

/** The web server of the course page. */
export class CourseServer {
  readonly #visitors = new Visitors();
  readonly #grades = new Grades(() => this.#stream.sendSoon());
  readonly #network: OwnNetwork;
  readonly #scene = new ScenePlayer(() => this.#stream.sendSoon());
  readonly #stream: StateStream;
  readonly #web: WebServer;
  /** Compiled for the first browser, because the server must be up at once. */
  #coursePage: Promise<Page> | undefined;
  #explorerPage: Promise<Page> | undefined;

  /** @param onAdmitted called after a token was used, because it works only once */
  constructor(private readonly onAdmitted: () => void) {
    const explorerPage = (): Promise<Page> => (this.#explorerPage ??= bundlePage(PAGE_FOLDER));
    this.#network = new OwnNetwork(explorerPage, () => this.#stream.sendSoon());
    const model = new CourseModel(this.#grades, this.#network, this.#scene);
    this.#stream = new StateStream(() => model.state());
    this.#web = new WebServer({
      host: HOST,
      methods: ['GET', 'HEAD', 'POST'],
      publicOrigin: codespaceOrigin,
      answer: (request, response, path) => this.#answer(request, response, path),
    });
  }

  /** The address of the page, without a token. */
  get url(): string {
    return urlOf(HOST, this.#web.port);
  }

  /**
   * Returns an address that lets one browser in, once. The token is in the fragment. Browsers do not
   * send the fragment, so it is in no log.
   */
  invite(): string {
    const origin = codespaceOrigin(this.#web.port) ?? this.url;
    return `${origin}/#token=${this.#visitors.invite()}`;
  }

  /** @throws the error of Node's `listen`, with a `code` such as `EADDRINUSE` */
  async start(port: number | undefined): Promise<void> {
    await (port === undefined ? this.#web.listenFrom(DEFAULT_PORT) : this.#web.listen(port));
    this.#grades.start();
  }

  /** Ends all connections and processes. */
  async stop(): Promise<void> {
    this.#stream.close();
    await Promise.all([
      this.#web.close(),
      this.#grades.end(),
      this.#network.end(),
      this.#scene.end(),
    ]);
  }

  async #answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method === 'POST') return this.#act(request, response, path);
    request.resume();
    const diagram = /^\/diagrams\/([0-9a-f]{16}\.svg)$/.exec(path)?.[1];
    if (diagram !== undefined) return sendDiagram(response, diagram);
    const [, place, rest] = /^\/(network|handouts|events)(\/.*)?$/.exec(path) ?? [];
    if (place === undefined) {
      this.#coursePage ??= bundleCourse();
      return sendPage(request, response, { page: this.#coursePage, path });
    }
    if (place === 'network') {
      // The page of the explorer cannot send a key. It only reads, and the network is open anyway.
      if (!this.#visitors.knowsCookie(this.#cookieOf(request)))
        return refuse(response, 'no-session');
      return this.#network.answer(request, response, rest ?? '');
    }
    // A stream cannot have a header, so its key is in the query.
    const query = new URL(request.url ?? '', this.url).searchParams.get('key');
    if (!this.#isKnown(request, place === 'events' ? query : keyOf(request))) {
      return refuse(response, 'no-session');
    }
    if (path === '/events') {
      if (request.method === 'HEAD') response.end();
      else this.#stream.add(response);
      return;
    }
    return sendHandout(response, rest ?? '');
  }

  /** Answers a request that can change something. */
  async #act(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const [, verb] = /^\/(login|verbs\/[a-z]+)$/.exec(path) ?? [];
    if (verb !== 'login' && !this.#isKnown(request, keyOf(request))) {
      request.resume();
      return refuse(response, 'no-session');
    }
    const body = await readJson(request);
    if (typeof body === 'string') return refuse(response, body);
    if (verb === 'login') return this.#login(response, body);
    const outcome = this.#do(verb?.slice('verbs/'.length) ?? '', body);
    if (typeof outcome === 'string') return refuse(response, outcome);
    sendJson(response, 200, outcome);
    this.#stream.sendSoon();
  }

  #login(response: ServerResponse, { token }: Record<string, unknown>): void {
    const pass = typeof token === 'string' ? this.#visitors.admit(token) : undefined;
    if (pass === undefined) return refuse(response, 'bad-token');
    response.setHeader(
      'Set-Cookie',
      `${this.#cookieName}=${pass.cookie}; Path=/; HttpOnly; SameSite=Strict`,
    );
    sendJson(response, 200, { key: pass.key });
    this.onAdmitted();
  }

  /** Does what a verb says. The verbs are fixed, and take at most the number of a step. */
  #do(verb: string, body: Record<string, unknown>): Outcome {
    if (verb === 'run' || verb === 'stop' || verb === 'restart') {
      if (verb === 'run') this.#network.start();
      else void (verb === 'stop' ? this.#network.stop() : this.#network.restart());
      return {};
    }
    if (!isStepVerb(verb)) return 'unknown-verb';
    const step = COURSE.find(({ number }) => number === body.step);
    if (step === undefined) return 'unknown-step';
    return this.#doWithStep(verb, step);
  }

  #doWithStep(verb: StepVerb, step: Step): Outcome {
    switch (verb) {
      case 'grade':
        this.#grades.request(step.number);
        return {};
      case 'hint':
        // Counts the hint as `npm run hint` does. The page gets its text with the state.
        nextHint(step);
        return {};
      case 'accident':
        this.#scene.play(step, 'naive');
        return {};
      case 'scene':
        this.#scene.play(step, 'yours');
        return {};
      case 'difference': {
        const text = differenceOf(step, false, plain);
        return text === undefined ? 'not-passed' : { text };
      }
    }
  }

  #isKnown(request: IncomingMessage, key: string | null): boolean {
    return key !== null && this.#visitors.knows(this.#cookieOf(request), key);
  }

  /** Browsers send the cookies of all ports of a host, so the name has the port. */
  get #cookieName(): string {
    return `cantor-${this.#web.port}`;
  }

  #cookieOf({ headers }: IncomingMessage): string {
    const cookies = (headers.cookie ?? '').split('; ');
    const begin = `${this.#cookieName}=`;
    return cookies.find((cookie) => cookie.startsWith(begin))?.slice(begin.length) ?? '';
  }
}

function bundleCourse(): Promise<Page> {
  return bundlePage(join(__dirname, 'browser'), ['coursePage.tsx', 'coursePage.css']);
}

function keyOf({ headers }: IncomingMessage): string | null {
  const key = headers['x-cantor-key'];
  return typeof key === 'string' ? key : null;
}

async function sendHandout(response: ServerResponse, path: string): Promise<void> {
  const file = COURSE_PAGES.get(path.slice(1));
  if (file === undefined) return refuse(response, 'unknown-path');
  const html = renderHandout(await readFile(join(ROOT, file), 'utf8'), file);
  sendJson(response, 200, { html });
}

/** Sends a picture of the course. It contains nothing of the student. */
async function sendDiagram(response: ServerResponse, name: string): Promise<void> {
  const svg = await readFile(join(DIAGRAMS, name)).catch(() => undefined);
  if (svg === undefined) return refuse(response, 'unknown-path');
  response.writeHead(200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-cache' });
  response.end(svg);
}

function refuse(response: ServerResponse, code: Code): void {
  sendJson(response, STATUS[code], { code });
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(value));
}
