import type { JSX } from 'preact';
import type { Remedy, SeenFault } from '../../channel/Fault';
import { sayFault, sayRemedies } from '../../channel/sayFault';
import { useModel } from '../model/useModel';
import { isolate } from '../text/isolate';
import { plural } from '../text/numbers';
import { blockLink } from './route';

/** How many faults are shown. The first one is usually the cause of the others. */
const SHOWN = 3;

/** The faults of the network, each with the step that repairs it. */
export function Faults(): JSX.Element {
  const { faults } = useModel();
  return (
    <div class="faults" role="status" aria-label="Faults">
      {faults.slice(0, SHOWN).map((fault) => (
        <Fault key={fault.id} fault={fault} />
      ))}
      {faults.length > SHOWN && <p>and {plural(faults.length - SHOWN, 'more fault')}</p>}
    </div>
  );
}

function Fault({ fault }: { fault: SeenFault }): JSX.Element {
  const model = useModel();
  const { what, why } = sayFault(fault, (address) => isolate(model.nameOf(address)));
  const see = sayRemedies(fault.remedies);
  return (
    <div class="fault">
      <p>
        <b>{fault.block === null ? what : <a href={blockLink(fault.block)}>{what}</a>}</b>
        {why} {see !== '' && <strong>{see}</strong>}
      </p>
      {fault.remedies.slice(0, 1).map((remedy) => (
        <Sentence key={remedy.handout} remedy={remedy} />
      ))}
    </div>
  );
}

function Sentence({ remedy: { handout, sentence } }: { remedy: Remedy }): JSX.Element | null {
  if (sentence === null) return null;
  return (
    <p class="hint">
      <code>{handout}</code>, sentence {sentence.number}: {sentence.text}
    </p>
  );
}
