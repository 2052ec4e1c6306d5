import type { Script, ServerAction } from './channel/MinerSimulation';

/** Returns the scripts with one act less, or with one action less in an act. */
export function shorterScripts(script: Script): Script[] {
  const { acts } = script;
  const fewerActs = acts.map((_, dropped) => acts.filter((__, i) => i !== dropped));
  const fewerActions = acts.flatMap((act, at) =>
    act.actions.map((_, dropped) => {
      const actions = act.actions.filter((__, i) => i !== dropped);
      return acts.map((each, i) => (i === at ? { ...each, actions } : each));
    }),
  );
  return [...fewerActs, ...fewerActions]
    .filter((shorter) => isPossible(shorter.flatMap(({ actions }) => actions)))
    .map((shorter) => ({ ...script, acts: shorter }));
}

/** A number is stored only after its job was sent. */
function isPossible(actions: readonly ServerAction[]): boolean {
  let sent: number | undefined;
  return actions.every((action) => {
    if (action.does === 'post' || action.does === 'send') sent = action.job.number;
    return action.does !== 'store' || sent === action.number;
  });
}
