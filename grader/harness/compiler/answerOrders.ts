import type { CompilerMessage } from '../channel/CompilerMessage';
import type { Problem } from '../channel/Problem';

/**
 * Compiles what the grader's process orders, until that process ends.
 *
 * @param compile returns the mistakes that prevented the compilation
 */
export function answerOrders<Order>(compile: (order: Order) => Promise<Problem[]>): void {
  const send = (message: CompilerMessage): void => void process.send?.(message);
  process.on('message', (order: Order) => {
    compile(order).then(
      (problems) => send({ problems }),
      (error: unknown) => send({ fault: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
  send({ up: true });
}
