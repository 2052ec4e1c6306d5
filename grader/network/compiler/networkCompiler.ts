// The process that compiles the program of a user. `Compiler` ends this process if it uses too
// much time or memory.
import { answerOrders } from '../../harness/compiler/answerOrders';
import type { NetworkOrder } from '../channel/NetworkOrder';
import { bundleNetwork } from './bundleNetwork';

answerOrders<NetworkOrder>(bundleNetwork);
