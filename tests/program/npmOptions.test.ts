import { npmOptions } from '../../solution/supplied/program/npmOptions';
import { UsageError } from '../../solution/supplied/program/UsageError';

const FLAGS = { watch: 'boolean', seed: 'string', all: 'boolean', hashBlock: 'boolean' } as const;

const PROGRAM = '/project/workshop/commands/grade.ts';

/** Returns the options that npm took, as `npm run grade` would find them. */
function taken(env: Record<string, string>, ...typed: string[]): string[] {
  const npm = {
    npm_lifecycle_event: 'grade',
    npm_lifecycle_script: 'node launch.js workshop/commands/grade.ts',
  };
  return npmOptions(FLAGS, typed, { ...npm, ...env }, PROGRAM, typed);
}

it('a switch and a joined value that npm took are obeyed', () => {
  expect(taken({ npm_config_watch: 'true' }, 'step3')).toEqual(['--watch']);
  expect(taken({ npm_config_hashblock: 'true' })).toEqual(['--hashBlock']);
  expect(taken({ npm_config_seed: '5' }, 'step3')).toEqual(['--seed=5']);
  expect(taken({ npm_config_all: '', npm_config_json: 'true' })).toEqual([]);
  expect(taken({ npm_config_seed: '5' }, 'seed', '7')).toEqual([]);
});

it.each([
  [['step3', '5'], 'npm run grade step3 seed 5'],
  [['5', 'step3'], 'npm run grade step3 seed 5'],
  [['mine', 'five'], 'npm run grade mine seed five'],
  [[], 'npm run grade seed VALUE'],
])('a value that npm separated from its option is refused: %j', (typed, line) => {
  expect(() => taken({ npm_config_seed: 'true' }, ...typed)).toThrow(UsageError);
  expect(() => taken({ npm_config_seed: 'true' }, ...typed)).toThrow(`type: ${line}`);
});

it('the options of another program that runs under npm are not taken', () => {
  const env = { npm_lifecycle_script: 'node jest.js', npm_config_watch: 'true' };
  expect(npmOptions(FLAGS, [], env, PROGRAM)).toEqual([]);
  expect(npmOptions(FLAGS, [], { npm_config_watch: 'true' }, PROGRAM)).toEqual([]);
});
