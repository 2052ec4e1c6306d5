import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DebuggerClient } from './DebuggerClient';

/** A line of a TypeScript file. */
export interface Line {
  file: string;
  line: number;
}

/** Where a program paused. */
export interface Pause extends Line {
  /** True for a breakpoint that the session has set. */
  isBreakpoint: boolean;
}

/** A script that the program has loaded. */
interface Script {
  id: string;
  url: string;
  /** Undefined if the map does not exist. Some packages have none. */
  map: SourceMap | undefined;
}

interface Paused {
  hitBreakpoints?: string[];
  callFrames: ReadonlyArray<{
    location: { scriptId: string; lineNumber: number; columnNumber: number };
  }>;
}

/**
 * The scripts with students' code. The session pauses at their beginning, to set its breakpoints
 * before the rest runs.
 */
const OF_STUDENTS = { urlRegex: '/starter/[^/]+\\.ts$|/submission\\.cjs$', lineNumber: 0 };

/** A debugger with breakpoints in TypeScript files. Like an editor, it reads the source maps. */
export class DebugSession {
  #seen = 0;

  private constructor(
    private readonly client: DebuggerClient,
    private readonly breakpoints: readonly Line[],
    /** The breakpoint at the beginning of each script with students' code. */
    private readonly entry: unknown,
  ) {}

  /** Attaches to a program that waits on this port, and lets the program begin. */
  static async attach(port: number, breakpoints: readonly Line[]): Promise<DebugSession> {
    return DebugSession.begin(await DebuggerClient.attach(port), breakpoints);
  }

  /** Attaches to the first thread that the program starts, and lets the thread begin. */
  async thread(): Promise<DebugSession> {
    return DebugSession.begin(await this.client.nextThread(), this.breakpoints);
  }

  private static async begin(
    client: DebuggerClient,
    breakpoints: readonly Line[],
  ): Promise<DebugSession> {
    await client.send('Runtime.enable');
    await client.send('Debugger.enable');
    const { breakpointId } = await client.send('Debugger.setBreakpointByUrl', OF_STUDENTS);
    await client.send('Runtime.runIfWaitingForDebugger');
    return new DebugSession(client, breakpoints, breakpointId);
  }

  /**
   * Waits until the program pauses.
   *
   * @throws Error if the program ends before
   */
  async pause(): Promise<Pause> {
    for (;;) {
      const event = await this.client.next('Debugger.paused', this.#seen);
      this.#seen = this.client.events.indexOf(event) + 1;
      const { hitBreakpoints = [], callFrames } = event.params as unknown as Paused;
      const { scriptId, lineNumber, columnNumber } = callFrames[0].location;
      const script = this.scriptOf(scriptId);
      if (!hitBreakpoints.some((id) => id === this.entry)) {
        const line = lineIn(script, lineNumber, columnNumber);
        return { ...line, isBreakpoint: hitBreakpoints.length > 0 };
      }
      await this.setBreakpoints(script);
      await this.resume();
    }
  }

  async resume(): Promise<void> {
    await this.client.send('Debugger.resume');
  }

  end(): void {
    this.client.end();
  }

  private scriptOf(id: string): Script {
    const parsed = this.client.events.find(
      ({ method, params }) => method === 'Debugger.scriptParsed' && params.scriptId === id,
    );
    const { url = '', sourceMapURL = '' } = (parsed?.params ?? {}) as Record<string, string>;
    return { id, url, map: readMap(url, sourceMapURL) };
  }

  private async setBreakpoints(script: Script): Promise<void> {
    const { scriptSource } = await this.client.send('Debugger.getScriptSource', {
      scriptId: script.id,
    });
    const lines = String(scriptSource).split('\n');
    for (const { file, line } of this.breakpoints) {
      for (const [lineNumber, text] of lines.entries()) {
        const columnNumber = text.search(/\S/);
        const found = lineIn(script, lineNumber, columnNumber);
        if (found.file !== file || found.line !== line) continue;
        const location = { scriptId: script.id, lineNumber, columnNumber };
        await this.client.send('Debugger.setBreakpoint', { location });
        break;
      }
    }
  }
}

/** Returns the source map of a script, from its own text or from a file beside it. */
function readMap(url: string, sourceMapUrl: string): SourceMap | undefined {
  const [, embedded] = /^data:application\/json[^,]*;base64,(.*)$/.exec(sourceMapUrl) ?? [];
  if (embedded !== undefined) return mapOf(Buffer.from(embedded, 'base64').toString());
  const file = resolve(dirname(fileURLToPath(url)), sourceMapUrl);
  return existsSync(file) ? mapOf(readFileSync(file, 'utf8')) : undefined;
}

function mapOf(text: string): SourceMap {
  return new SourceMap(JSON.parse(text) as SourceMap['payload']);
}

/**
 * Returns the line of the TypeScript for a place in a script. Code that the compiler has added
 * belongs to line 0 of the script itself.
 */
function lineIn({ url, map }: Script, lineNumber: number, columnNumber: number): Line {
  const entry = map?.findEntry(lineNumber, columnNumber);
  if (entry === undefined || !('originalSource' in entry)) {
    return { file: url.startsWith('file:') ? fileURLToPath(url) : url, line: 0 };
  }
  const { originalSource: source, originalLine } = entry;
  const file = source.startsWith('file:')
    ? fileURLToPath(source)
    : resolve(dirname(fileURLToPath(url)), source);
  return { file, line: originalLine + 1 };
}
