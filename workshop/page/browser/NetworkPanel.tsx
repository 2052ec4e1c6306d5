import type { JSX } from 'preact';
import type { NetworkState } from '../channel/CourseState';
import { act } from './courseSession';

const PHASES: Readonly<Record<NetworkState['phase'], string>> = {
  stopped: 'Runs three users with your parts. Parts that you have not written are borrowed.',
  starting: 'Your network starts …',
  running: 'Your network runs.',
  failed: 'Your network has ended.',
};

/** Starts and stops the student's network, and leads to the explorer. */
export function NetworkPanel({ network }: { network: NetworkState }): JSX.Element {
  const { phase, users, height, problems, printed, isOld } = network;
  const isRunning = phase === 'starting' || phase === 'running';
  return (
    <section class="network" aria-label="Your network">
      <h2>Your network</h2>
      <p role="status">
        {PHASES[phase]}
        {users.length > 0 && ` Users: ${users.join(', ')}. Height ${height}.`}
      </p>
      {problems.map((problem) => (
        <p key={problem} class="notice">
          {problem}
        </p>
      ))}
      {isOld && (
        <p class="notice">
          It runs your files as they were when you started it.{' '}
          <button onClick={() => void act('restart').catch(() => undefined)}>
            Restart with the saved files
          </button>
        </p>
      )}
      <p class="buttons">
        <button
          class={isRunning ? '' : 'primary'}
          onClick={() => void act(isRunning ? 'stop' : 'run').catch(() => undefined)}
        >
          {isRunning ? 'Stop' : 'Run mine'}
        </button>
        {isRunning && (
          <a class="button" href="/network/" target="cantor-explorer">
            Show it in the explorer
          </a>
        )}
      </p>
      {printed !== '' && (
        <details>
          <summary>What it printed</summary>
          <pre tabIndex={0}>{printed}</pre>
        </details>
      )}
    </section>
  );
}
