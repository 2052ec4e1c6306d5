import { SourceMap } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { SimulationError } from '../clock/SimulationError';
import type * as Inside from '../inside/insideProgram';
import { BUNDLE_OPTIONS } from '../../solution/supplied/user/bundle';
import { virtualGlobals } from './virtualGlobals';
import { virtualRequire } from './virtualModules';
import type { World } from '../World';

const INSIDE = resolve(__dirname, '..', 'inside');
const PROJECT = resolve(__dirname, '..', '..');

/** The name of the compiled code in stack traces. */
const FILE = 'cantor-simulated.cjs';
const FRAME = /\(?\bcantor-simulated\.cjs:(\d+):(\d+)\)?/;

/** The files that the simulated code gets in place of supplied files. */
const REPLACED: Readonly<Record<string, string>> = {
  '/supplied/wire/tcp': 'simulatedTcp.ts',
  '/supplied/user/Contacts': 'acquaintedContacts.ts',
};

/** Replaces the files of the network's edge. The replacements themselves see the original files. */
const edgesPlugin: Plugin = {
  name: 'edges',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      if (resolveDir === INSIDE && !path.endsWith('/wire/tcp')) return undefined;
      const file = resolve(resolveDir, path).replaceAll(sep, '/');
      const found = Object.keys(REPLACED).find((end) => file.endsWith(end));
      return found === undefined ? undefined : { path: join(INSIDE, REPLACED[found]) };
    });
  },
};

/** The code of a network's users, compiled for the virtual world. */
export class SimulatedProgram {
  readonly #map: SourceMap;

  private constructor(
    private readonly text: string,
    map: string,
  ) {
    this.#map = new SourceMap(JSON.parse(map) as ConstructorParameters<typeof SourceMap>[0]);
  }

  /**
   * Compiles a user and its miner.
   *
   * @param plugins choose the folders of the step files; without them, the reference is compiled
   * @throws the errors of esbuild
   */
  static async compile(plugins: Plugin[] = []): Promise<SimulatedProgram> {
    const { outputFiles } = await build({
      ...BUNDLE_OPTIONS,
      entryPoints: [join(INSIDE, 'insideProgram.ts')],
      outfile: join(PROJECT, FILE),
      sourcemap: 'external',
      write: false,
      plugins: [edgesPlugin, ...plugins],
    });
    const textOf = (end: string): string =>
      outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
    return new SimulatedProgram(textOf('.cjs'), textOf('.map'));
  }

  /** Loads the code into a world. Each call gives new module variables. */
  load(world: World): typeof Inside {
    const globals = virtualGlobals(world);
    const module = { exports: {} };
    const given = { ...globals, require: virtualRequire(world, globals), module };
    const run = compileFunction(this.text, Object.keys(given), { filename: FILE });
    const start = (): unknown => run(...(Object.values(given) as unknown[]));
    world.timeline.during(world.nature, start);
    return module.exports as typeof Inside;
  }

  /** Returns the innermost place of a stack trace that is not the simulator's own. */
  placeOf(stack: string): string | undefined {
    const places = stack.split('\n').map((line) => this.#placeOfFrame(line));
    return places.find((place) => place !== undefined && !place.startsWith('simulator/'));
  }

  #placeOfFrame(frame: string): string | undefined {
    const [, line, column] = FRAME.exec(frame) ?? [];
    if (line === undefined) return undefined;
    const entry = this.#map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return undefined;
    const source = relative(PROJECT, resolve(dirname(join(PROJECT, FILE)), entry.originalSource));
    return `${source.replaceAll(sep, '/')}:${entry.originalLine + 1}`;
  }

  /** Returns the error that names the line of the simulated code. */
  errorAt(code: 'real-world' | 'user-bug', explanation: string, stack = ''): SimulationError {
    return new SimulationError(code, explanation, this.placeOf(stack));
  }
}
