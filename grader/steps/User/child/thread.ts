// The thread that runs a scenario, or a thread that the scenario starts.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import threads from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type * as UserStep from '../../../../solution/User';
import * as scenarios from './threadScenarios';
import { runScriptedThread } from './scriptedThread';

type Scenario = (submission: typeof UserStep, data: unknown) => Promise<unknown>;

interface ScenarioData {
  scenario: string;
  data: unknown;
  /** The port for the result. */
  results: MessagePort;
}

const given = threads.workerData as ScenarioData | { scenario?: undefined };
const byName = new Map<string, unknown>(Object.entries(scenarios));

async function run({ scenario, data, results }: ScenarioData): Promise<void> {
  const load = createRequire(__filename);
  // The submission also runs in this thread, and must not find the port.
  Reflect.set(threads, 'workerData', undefined);
  try {
    const submission = load(join(__dirname, 'submission.cjs')) as typeof UserStep;
    results.postMessage({ seen: await (byName.get(scenario) as Scenario)(submission, data) });
  } catch (error) {
    const { name: kind, message, stack, functionName } = Object(error) as Record<string, unknown>;
    results.postMessage({ error: { name: kind, message, stack, functionName } });
  }
}

if (given.scenario === undefined) runScriptedThread();
else void run(given);
