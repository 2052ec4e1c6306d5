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
  reason: string;
  data?: { scriptId?: string };
  hitBreakpoints?: string[];
  callFrames: ReadonlyArray<{
    location: { scriptId: string; lineNumber: number; columnNumber: number };
  }>;
}

/** V8 then pauses before each script with a source map. Editors do the same to set breakpoints. */
const BEFORE_SCRIPTS = { instrumentation: 'beforeScriptWithSourceMapExecution' };

/** A debugger with breakpoints in TypeScript files. Like an editor, it reads the source maps. */
export class DebugSession {
  #seen = 0;

  private constructor(
    private readonly client: DebuggerClient,
    private readonly breakpoints: readonly Line[],
  ) {}

  /** Attaches to a program that waits on this port, and lets the program begin. */
  static async attach(port: number, breakpoints: readonly Line[]): Promise<DebugSession> {
    const client = await DebuggerClient.attach(port);
    await client.send('Runtime.enable');
    await client.send('Debugger.enable');
    await client.send('Debugger.setInstrumentationBreakpoint', BEFORE_SCRIPTS);
    await client.send('Runtime.runIfWaitingForDebugger');
    return new DebugSession(client, breakpoints);
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
      const { reason, data, hitBreakpoints = [], callFrames } = event.params as unknown as Paused;
      if (reason !== 'instrumentation') {
        const { scriptId, lineNumber, columnNumber } = callFrames[0].location;
        const line = lineIn(this.scriptOf(scriptId), lineNumber, columnNumber);
        return { ...line, isBreakpoint: hitBreakpoints.length > 0 };
      }
      const script = this.scriptOf(data?.scriptId);
      if (script.map !== undefined) await this.setBreakpoints(script);
      await this.resume();
    }
  }

  async resume(): Promise<void> {
    await this.client.send('Debugger.resume');
  }

  end(): void {
    this.client.end();
  }

  private scriptOf(id: string | undefined): Script {
    const parsed = this.client.events.find(
      ({ method, params }) => method === 'Debugger.scriptParsed' && params.scriptId === id,
    );
    const { url = '', sourceMapURL = '' } = (parsed?.params ?? {}) as Record<string, string>;
    return { id: String(id), url, map: readMap(url, sourceMapURL) };
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

/** Returns the line of the TypeScript for a place in a script. */
function lineIn({ url, map }: Script, lineNumber: number, columnNumber: number): Line {
  const entry = map?.findEntry(lineNumber, columnNumber) ?? {};
  if (!('originalSource' in entry)) return { file: '', line: 0 };
  const { originalSource: source, originalLine } = entry;
  const file = source.startsWith('file:')
    ? fileURLToPath(source)
    : resolve(dirname(fileURLToPath(url)), source);
  return { file, line: originalLine + 1 };
}
