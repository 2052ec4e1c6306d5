import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { StepName } from '../../../course/course';
import type { StoryText } from '../../channel/storyText';

/** Stories that are sent in one request, and what the reference does in each. */
export interface Chapter {
  stories: StoryText;
  expected: readonly StoryText[];
}

/**
 * The seed of all searches, unless somebody asks for another. With one seed for all students, the
 * same file gets the same grade. Only the stories of this seed are stored.
 */
export const SEARCH_SEED = 1;

/** Where compiled suites are too. Submissions cannot write there. */
const { cacheDirectory } = require('../suite/jest.config.js') as { cacheDirectory: string };
const FOLDER = join(cacheDirectory, 'stories');

/** The stories of the latest other seed. Those who use one grade many files with it. */
let latest: { step: StepName; seed: number; made: Chapter[] | Promise<Chapter[]> } | undefined;

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
  if (build === undefined || seed !== SEARCH_SEED) {
    if (latest?.step !== step || latest.seed !== seed) latest = { step, seed, made: make() };
    return latest.made;
  }
  const file = `${step}-${build}.json.gz`;
  try {
    return JSON.parse(gunzipSync(readFileSync(join(FOLDER, file))).toString()) as Chapter[];
  } catch {
    // Not stored yet.
  }
  const chapters = await make();
  try {
    store(step, file, gzipSync(JSON.stringify(chapters), { level: 1 }));
  } catch {
    // The folder cannot be written, so the next grading makes the chapters again.
  }
  return chapters;
}

/** Stores the stories instead of those of another version. */
function store(step: StepName, file: string, stories: Buffer): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const old of readdirSync(FOLDER)) {
    if (old.startsWith(`${step}-`)) rmSync(join(FOLDER, old), { force: true });
  }
  // Another grading that reads the file must never find a part of it.
  const part = join(FOLDER, `.${randomUUID()}-${file}`);
  writeFileSync(part, stories);
  renameSync(part, join(FOLDER, file));
}
