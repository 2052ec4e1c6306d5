// The process that compiles step files. It reads files of strangers, so it can use too much time or
// memory. `Compiler` then ends it.
import type { StepOrder } from '../channel/StepOrder';
import { answerOrders } from './answerOrders';
import { bundleStep } from './bundleStep';

answerOrders<StepOrder>(bundleStep);
