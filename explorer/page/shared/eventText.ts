import type { SeenEvent } from '../../channel/SeenEvent';
import { sayEvent } from '../../channel/sayEvent';
import type { NetworkModel } from '../model/NetworkModel';
import { isolate } from '../text/isolate';

/** Returns a sentence about an event, in which the names of strangers cannot do harm. */
export function eventText(event: SeenEvent, model: NetworkModel): string {
  return sayEvent(event, (address) => isolate(model.nameOf(address)));
}
