import { join } from 'node:path';

/** The folder of the page's source. */
export const PAGE_FOLDER = join(__dirname, 'page');
