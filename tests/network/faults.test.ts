import { Random } from '../../grader/harness/parent/suite/Random';
import { bundleFaultyUsers } from '../soak/bundleFaultyUsers';
import { FaultedRun } from '../soak/FaultedRun';

it('five users on a network with faults agree again soon after it heals', async () => {
  const result = await FaultedRun.play(await bundleFaultyUsers(), new Random('1'));
  expect(result.blocks).toBeGreaterThan(1);
});
