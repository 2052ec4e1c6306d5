// The process that compiles step files. It reads files of strangers, so it can use too much time or
// memory. `Compiler` then ends it.
import type { StepOrder } from '../channel/StepOrder';
import { answerOrders } from './answerOrders';
import { bundleHarness } from './bundleHarness';
import { bundleSubmission } from './bundleSubmission';

answerOrders<StepOrder>((order) =>
  'file' in order ? bundleSubmission(order) : bundleHarness(order),
);
