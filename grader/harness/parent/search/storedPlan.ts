import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepName } from '../../../course/course';
import type { StoryText } from '../../channel/storyText';

/** Stories that are sent in one request, and what the reference does in each. */
export interface Chapter {
  stories: StoryText;
  expected: readonly StoryText[];
}

/** Where compiled suites are too. Submissions cannot write there. */
const { cacheDirectory } = require('../suite/jest.config.js') as { cacheDirectory: string };
const FOLDER = join(cacheDirectory, 'stories');

/**
 * Returns the chapters of a search. To make them takes longer than to play them, so they are stored
 * with the fingerprint of the running program. A new version of the grader makes them anew.
 */
export async function storedPlan(
  step: StepName,
  seed: number,
  make: () => Chapter[] | Promise<Chapter[]>,
): Promise<Chapter[]> {
  const { CANTOR_BUILD: build } = process.env;
  if (build === undefined) return make();
  const file = `${step}-${seed}-${build}.json`;
  try {
    return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Chapter[];
  } catch {
    // Not stored yet.
  }
  const chapters = await make();
  try {
    store(file, JSON.stringify(chapters));
  } catch {
    // The folder cannot be written, so the next grading makes the chapters again.
  }
  return chapters;
}

function store(file: string, text: string): void {
  mkdirSync(FOLDER, { recursive: true });
  const ofStep = file.slice(0, file.lastIndexOf('-') + 1);
  for (const old of readdirSync(FOLDER)) {
    if (old.startsWith(ofStep)) rmSync(join(FOLDER, old), { force: true });
  }
  // Another grading that reads the file must never find a part of it.
  const part = join(FOLDER, `.${process.pid}-${file}`);
  writeFileSync(part, text);
  renameSync(part, join(FOLDER, file));
}
