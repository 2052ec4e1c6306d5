import { PAGE_FOLDER } from '../../explorer/pageFolder';
import { bundlePage } from '../../explorer/server/bundlePage';
import { explore } from '../../explorer/server/explore';
import { explorerGuide } from '../student/explorerGuide';

explore(process.argv.slice(2), () => bundlePage(PAGE_FOLDER), explorerGuide()).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`npm run explorer failed: ${String(error)}\n`);
    process.exit(1);
  },
);
