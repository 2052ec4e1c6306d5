import { PAGE_FOLDER } from '../../explorer/pageFolder';
import { attach } from '../../explorer/server/attach';
import { bundlePage } from '../../explorer/server/bundlePage';
import { explorerGuide } from '../student/explorerGuide';

void attach(bundlePage(PAGE_FOLDER), explorerGuide(), process.argv[2] === 'open');
