import { moveImports } from '../update/moveImports';

it.each([
  [
    "import { Chain } from './supplied/Chain';\n",
    "import { Chain } from './supplied/chain/Chain';\n",
  ],
  ['export * from "./supplied/Chain.js";\r\n', 'export * from "./supplied/chain/Chain.js";\r\n'],
  ["const a = import('./supplied/Chain');", "const a = import('./supplied/chain/Chain');"],
  ["// from './supplied/Chain'\nconst t = `./supplied/Chain`;", undefined],
  ["import { x } from './supplied/ChainTools';\n", undefined],
  [
    "import './supplied/Chain';\nfunction half( {",
    "import './supplied/chain/Chain';\nfunction half( {",
  ],
])('changes the imports of %j', (text, moved = text) => {
  const moves = new Map([['supplied/Chain.ts', 'supplied/chain/Chain.ts']]);
  expect(moveImports(Buffer.from(text), moves).content.toString()).toBe(moved);
});

it('leaves a file alone that is not UTF-8', () => {
  const content = Buffer.from("import './supplied/Chain'; // \xe9\n", 'latin1');
  const moves = new Map([['supplied/Chain.ts', 'supplied/chain/Chain.ts']]);
  expect(moveImports(content, moves).content).toBe(content);
});
