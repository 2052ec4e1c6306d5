import type { JSX } from 'preact';
import type { Address } from '../../../solution/supplied/types';
import { useModel } from '../model/useModel';
import { hueOf } from './hueOf';

/** A user's name with the user's mark. It comes from a stranger: text only, kept apart, cut if long. */
export function Name({ address }: { address: Address | null }): JSX.Element {
  const name = useModel().nameOf(address);
  return (
    <span class="name" style={{ '--hue': hueOf(address) }} title={address ?? undefined}>
      <bdi>{name}</bdi>
    </span>
  );
}
