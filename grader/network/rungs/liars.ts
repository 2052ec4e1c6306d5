import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tip } from '../../../solution/supplied/chain/Chain';
import { GraderError } from '../../harness/parent/sandbox/GraderError';
import { falseChains, MUTE } from '../falseChains';
import { lies } from '../lies';
import type { Plot } from '../lies';
import { lure, strangerComes, unmoved } from '../lure';
import type { Player } from '../Player';
import { politely } from '../politely';
import { acquainted, agreed, judge, payAndAgree } from '../scenes';
import type { ScriptedPeer } from '../ScriptedPeer';
import type { Stage } from '../Stage';
import { paymentLost } from '../suspects';
import { tellAll } from '../tell';

/** Peers lie in every way there is: the honest users refuse, and stay on one chain. */
export async function liars(stage: Stage): Promise<void> {
  const { random } = stage;
  const alice = await stage.enter('alice');
  const bob = await stage.enter('bob', { join: alice });
  await acquainted(stage);
  await agreed(stage);
  await payAndAgree(stage, alice, bob, 7);
  const [victim, other] = random.integer(0, 1) ? [alice, bob] : [bob, alice];
  const mallory = await stage.play('mallory', () => 'silence');
  mallory.script = politely(mallory, () => victim.chain);
  const plot = plotAgainst(victim, other, mallory, stage);

  const idle = hangOn(victim);
  try {
    await tellAll(stage, mallory, victim, lies(plot));
    await unmoved(stage, plot, []);
    const chains = falseChains(plot);
    for (const chain of chains) {
      await lure(stage, plot, victim, chain);
      await unmoved(stage, plot, chains);
    }
    await strangerComes(stage, victim);
    await missAndCatchUp(stage, victim, other);
    await lure(stage, plotAgainst(victim, other, mallory, stage), victim, MUTE);
    await payAndAgree(stage, victim, other, random.integer(1, 9));
    await payAndAgree(stage, other, victim, random.integer(1, 9));
    await judge(stage);
  } finally {
    idle.destroy();
  }
}

function plotAgainst(victim: Player, other: Player, mallory: ScriptedPeer, stage: Stage): Plot {
  const { chain } = victim;
  if (chain === undefined) throw new GraderError(`${victim.name} has no chain`);
  return {
    liar: mallory.keys,
    chain,
    victim: victim.address,
    rich: other.address,
    spent: tip(chain).data,
    random: stage.random,
  };
}

/** Connects and says nothing for as long as it is let. */
function hangOn({ host, port }: Player): Socket {
  return connect({ host, port }).on('error', () => undefined);
}

/** The victim misses a block; it must still be able to catch up, whatever the liars did to it. */
async function missAndCatchUp(stage: Stage, victim: Player, other: Player): Promise<void> {
  await stage.reach(other, []);
  await stage.pay(victim, other, stage.random.integer(1, 9));
  const before = other.height;
  await stage.until(
    `${other.name} mints it`,
    () => paymentLost(stage, victim, other),
    async () => {
      const silent = await other.look();
      return silent ?? (other.height > before ? undefined : `${other.name} mints nothing`);
    },
  );
  await stage.reach(other, 'all');
  const why = `${victim.name} has missed a block of ${other.name}'s; `;
  await payAndAgree(stage, victim, other, stage.random.integer(1, 9), stage.players, why);
}
