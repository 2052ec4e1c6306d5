import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { GradeRequest, GradeResult } from '../GradeResult';
import { FORMATS } from './formats';
import type { FormatName } from './formats';
import { writeWhole } from './writeWhole';

/** A requested report. */
export interface ReportOrder {
  format: FormatName;
  /** The file as the person wrote it, for messages. */
  name: string;
  path: string;
  /** True if the file is a log that others write to: the report stands at its end. */
  appends: boolean;
}

/** What the files say while the grading runs. They keep this text if the grader is killed. */
const NOT_ENDED = 'The grading did not end: the grader was stopped, or it failed.';

/** The requested reports of a grading. */
export class ReportFiles {
  /** The text of each file that others write to, before the grading. */
  private readonly before = new Map<string, string>();

  constructor(private readonly orders: readonly ReportOrder[]) {
    for (const { path, appends } of orders) {
      if (appends && !this.before.has(path)) this.before.set(path, textOf(path));
    }
  }

  /** Writes reports that say that the grading did not end. Later reports replace them. */
  begin(request: GradeRequest): void {
    // The last reports tell about files that cannot be written.
    this.write({ ...request, fault: NOT_ENDED });
  }

  /**
   * Writes all reports.
   *
   * @returns a line for each file that cannot be written
   */
  write(result: GradeResult): string[] {
    const added = new Map(this.before);
    return this.orders.flatMap(({ format, name, path, appends }) => {
      try {
        const text = `${appends ? (added.get(path) ?? '') : ''}${FORMATS[format].render(result)}`;
        writeWhole(path, text);
        if (appends) added.set(path, text);
        return [];
      } catch (error) {
        return [`the report ${format}=${name} cannot be written: ${reasonOf(error)}`];
      }
    });
  }

  /**
   * Returns the text for standard output: the report for people, then the lines of the formats. In
   * a job on GitHub, a line of the report cannot be a command.
   */
  print(text: string, result: GradeResult, env: NodeJS.ProcessEnv = process.env): string {
    const printers = new Set(this.orders.flatMap(({ format }) => FORMATS[format].print ?? []));
    if (printers.size === 0 && env.GITHUB_ACTIONS === undefined) return text;
    const token = randomUUID();
    const shielded = `::stop-commands::${token}\n${text}::${token}::\n`;
    return shielded + [...printers].map((print) => print(result)).join('');
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'permission denied';
  return message;
}
