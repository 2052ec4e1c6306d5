import type { Job } from '../../../solution/supplied/types';
import type { Script, ServerAction, When } from './channel/MinerSimulation';

/** Tells what the server does in a script, as numbered lines. */
export function tellScript({ restMs, acts }: Script): string {
  const lines = acts.map(({ when, actions, times = 1 }, i) => {
    const what = actions.map(tellAction).join(', then ') || 'nothing';
    const repeated = times > 1 ? `, ${times} times` : '';
    return `${i + 1}. ${tellWhen(when)}: ${what}${repeated}`;
  });
  const looks = acts.some(({ when }) => 'on' in when && when.on === 'look')
    ? ' A look is any use of the memory, the tools or a clock by the miner.'
    : '';
  return [`a miner with restMs ${restMs}. The server does this.${looks}`, ...lines].join('\n');
}

function tellWhen(when: When): string {
  if ('after' in when) return when.after === 0 ? 'at once' : `after ${when.after / 1000} s`;
  const { on, nth } = when;
  switch (on) {
    case 'handIn':
      return `during call ${nth} of handIn after that`;
    case 'now':
      return `during call ${nth} of now after that`;
    case 'readJob':
      return `during call ${nth} of readJob after that`;
    case 'hash':
      return `with hash ${nth} after that`;
    case 'look':
      return `with look ${nth} after that`;
  }
}

function tellAction(action: ServerAction): string {
  switch (action.does) {
    case 'post':
      return `posts ${nameOf(action.job)}`;
    case 'send':
      return `sends ${nameOf(action.job)}, and does not yet store its number`;
    case 'store':
      return `stores the number ${action.number}`;
    case 'callOff':
      return `cancels job ${action.number}, if it is still there`;
    case 'stop':
      return 'tells the miner to stop';
    case 'take':
      return 'takes the counted hashes';
    case 'wake':
      return 'notifies the miner again, although nothing is new';
    case 'postNext':
      return 'posts a job like the newest one, with the next number';
    case 'delay':
      return `the call takes ${action.ms / 1000} s`;
    case 'setClock':
      return `the computer's date and time are set by ${action.ms / 1000} s`;
  }
}

function nameOf({ number, urgent, parent }: Job): string {
  const kind = urgent ? 'payment' : 'coin';
  return `job ${number} (a ${kind}, difficulty ${parent.difficulty})`;
}
