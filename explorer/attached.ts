import { join } from 'node:path';
import { attach } from './server/attach';
import { bundlePage } from './server/bundlePage';

const page = join(__dirname, 'page');

void attach(bundlePage(page), process.argv[2] === 'open');
