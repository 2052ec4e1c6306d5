import { classroom50 } from './classroom50';
import { csv } from './csv';
import { dispute } from './dispute';
import { github } from './github';
import { githubAnnotations } from './githubAnnotations';
import { gradescope } from './gradescope';
import { html } from './html';
import { json } from './json';
import { junit } from './junit';
import type { ReportFormat } from './ReportFormat';

/** The name of a format, as people write it on the command line. */
export type FormatName =
  'json' | 'junit' | 'gradescope' | 'classroom50' | 'github' | 'csv' | 'html' | 'dispute';

/** All formats of reports. */
export const FORMATS: Readonly<Record<FormatName, ReportFormat>> = {
  json: { render: json },
  junit: { render: junit },
  gradescope: { render: gradescope },
  classroom50: { render: classroom50 },
  github: { render: github, print: githubAnnotations },
  csv: { render: csv },
  html: { render: html },
  dispute: { render: dispute },
};
