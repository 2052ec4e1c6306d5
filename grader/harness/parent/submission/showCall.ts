import type { Call } from '../../channel/protocol';
import { showArgument } from '../suite/show';

/** Returns a call in the form that students read. Each callback is shown as `goOn`. */
export function showCall({ name, args, scripts }: Call): string {
  const shown = args.map((arg, i) =>
    scripts.some(({ at }) => at === i) ? 'goOn' : showArgument(arg),
  );
  return `${name}(${shown.join(', ')})`;
}
