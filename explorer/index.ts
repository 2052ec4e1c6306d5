import { join } from 'node:path';
import { bundlePage } from './server/bundlePage';
import { explore } from './server/explore';

const page = join(__dirname, 'page');

explore(process.argv.slice(2), () => bundlePage(page)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`npm run explorer failed: ${String(error)}\n`);
    process.exit(1);
  },
);
