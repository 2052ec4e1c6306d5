import { Submissions, checksIn } from '../../tests/support/Submissions';
import { replaceOnce } from '../steps/support/reference';

const submissions = new Submissions();
afterAll(() => submissions.remove());

describe('a stop that waits for the exit of a thread that has exited', () => {
  const report = submissions.order('User', {
    User: replaceOnce('User', '    if (thread.threadId === -1) return resolve();\n', ''),
  });

  it('the report names the call that waits, and says what its threads have done', async () => {
    const early = checksIn(await report()).find(({ name }) =>
      name.startsWith('If a thread dies be'),
    );
    expect(early?.failure?.got).toBe(
      'start() still waits. The server thread has exited. The miner thread was asked to stop and has exited. An exit comes only once: a wait that begins after it never ends',
    );
  });
});
