import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Changes } from '../../grader/harness/parent/Changes';
import type { CourseState, StepState } from '../../workshop/page/channel/CourseState';
import { Spawned } from './Spawned';

const COMMAND = ['workshop/commands/launch.js', 'workshop/commands/runCourse.ts'];

/** The parts of a request that differ from a simple GET. */
export interface CourseRequest {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

/** The answer of the server. `code` is the code of a refusal in JSON, or undefined. */
export interface CourseAnswer {
  status: number;
  code: string | undefined;
  headers: IncomingMessage['headers'];
  text: string;
}

/** `npm run course` in a copy of the project, and one program that has used its token. */
export class CourseProcess {
  readonly spawned: Spawned;
  /** The headers that let a request in. */
  pass: Record<string, string> = {};
  key = '';
  /** The last state from the stream. */
  state: CourseState | undefined;
  readonly #changes = new Changes(() => this.#describe());

  private constructor(
    readonly project: string,
    env: Record<string, string>,
  ) {
    this.spawned = new Spawned(['--port', '0'], { command: COMMAND, project, env });
  }

  /**
   * @param project a folder that `copyProject` has made
   * @param env more variables of the environment
   */
  static async start(project: string, env: Record<string, string> = {}): Promise<CourseProcess> {
    const course = new CourseProcess(project, env);
    await course.spawned.until(
      'the addresses are printed',
      () => course.tokens.length > 0 && course.url !== '',
    );
    return course;
  }

  /** The tokens that the command has printed. */
  get tokens(): string[] {
    return [...this.spawned.out.matchAll(/#token=(\S+)/g)].map(([, token]) => token);
  }

  /** The newest address with a token. */
  get address(): string {
    return `${this.url}/#token=${this.tokens.at(-1)}`;
  }

  get url(): string {
    return /http:\/\/127\.0\.0\.1:\d+/.exec(this.spawned.out)?.[0] ?? '';
  }

  /** Sends a request, as a page of this server does. */
  async ask(path: string, { method, headers, body }: CourseRequest = {}): Promise<CourseAnswer> {
    const response = await this.#head(path, { method, headers, body });
    const pieces: Buffer[] = [];
    for await (const piece of response) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString();
    const isJson = response.headers['content-type']?.startsWith('application/json') ?? false;
    const { code } = (isJson ? JSON.parse(text) : {}) as { code?: string };
    return { status: response.statusCode ?? 0, code, headers: response.headers, text };
  }

  /** Asks the server to do something, with the pass. */
  act(verb: string, body: unknown = {}): Promise<CourseAnswer> {
    return this.ask(`/verbs/${verb}`, { method: 'POST', headers: this.pass, body });
  }

  /** Uses the newest token, and follows the state. */
  async enter(): Promise<CourseAnswer> {
    const token = this.tokens.at(-1);
    const answer = await this.ask('/login', { method: 'POST', body: { token } });
    const [cookie] = (answer.headers['set-cookie'] ?? []).map((text) => text.split(';')[0]);
    ({ key: this.key } = JSON.parse(answer.text) as { key: string });
    this.pass = { Cookie: cookie, 'X-Cantor-Key': this.key };
    const events = await this.#head(`/events?key=${this.key}`, { headers: this.pass });
    let rest = '';
    events.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const data = /^event: state\ndata: (.*)$/.exec(part)?.[1];
        if (data !== undefined) this.state = JSON.parse(data) as CourseState;
      }
      this.#changes.announce();
    });
    events.on('error', () => {});
    return answer;
  }

  /** Waits until the state of a step is as expected. */
  untilStep(number: number, holds: (step: StepState) => boolean): Promise<void> {
    return this.until((state) => holds(state.steps[number - 1]));
  }

  /** Waits until the state is as expected. */
  until(holds: (state: CourseState) => boolean): Promise<void> {
    return this.#changes.until(String(holds), () => this.state !== undefined && holds(this.state));
  }

  /** Returns the output and the main facts, for an error message. */
  #describe(): string {
    const { waiting, network, fault, steps = [] } = this.state ?? {};
    const points = steps.map(({ points: earned, progress }) => `${earned} ${progress}`);
    return `${this.spawned.out}\n${JSON.stringify({ waiting, network, fault, points })}`;
  }

  /** The path of a student's file. */
  file(name: string): string {
    return join(this.project, 'starter', `${name}.ts`);
  }

  /** Copies the reference's file over the student's file. */
  solve(name: string): void {
    copyFileSync(join(this.project, 'solution', `${name}.ts`), this.file(name));
  }

  /** Changes the student's file. */
  change(name: string, from: string | RegExp, to: string): void {
    const text = readFileSync(this.file(name), 'utf8');
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${name} does not contain ${String(from)}`);
    writeFileSync(this.file(name), changed);
  }

  #head(
    path: string,
    { method = 'GET', headers = {}, body }: CourseRequest,
  ): Promise<IncomingMessage> {
    const { hostname, port, origin } = new URL(this.url);
    const own = method === 'POST' ? { Origin: origin, 'Content-Type': 'application/json' } : {};
    const all = Object.entries({ ...own, ...headers }).filter(([, value]) => value !== '');
    return new Promise((resolve, reject) => {
      const to = { hostname, port, method, path, headers: Object.fromEntries(all) };
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      request(to, resolve)
        .on('error', reject)
        .end(body === undefined ? undefined : text);
    });
  }
}
