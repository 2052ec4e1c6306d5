import type { JSX } from 'preact';
import type { Address } from '../../../solution/supplied/types';
import { useModel } from '../model/useModel';
import { hueOf } from '../model/hueOf';

/**
 * A user's name with the user's colour. Names come from strangers, and are therefore shown as plain
 * text.
 */
export function UserName({ address }: { address: Address | null }): JSX.Element {
  const name = useModel().nameOf(address);
  return (
    <span class="name" style={{ '--hue': hueOf(address) }} title={address ?? undefined}>
      <bdi>{name}</bdi>
    </span>
  );
}
