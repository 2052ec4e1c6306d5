/**
 * Returns the chance that an attacker undoes a payment. The attacker has a share `q` of all hashes,
 * has one block of its branch before the payment, publishes after `z` confirmations, and never gives
 * up. Source: Rosenfeld, Analysis of Hashrate-Based Double Spending (2014), section 4.
 */
export function doubleSpendChance(q: number, z: number): number {
  const p = 1 - q;
  let chance = 1;
  /** The binomial coefficient of z + k − 1 and k. */
  let ways = 1;
  for (let k = 0; k < z; k++) {
    chance -= ways * (p ** z * q ** k - q ** z * p ** k);
    ways *= (z + k) / (k + 1);
  }
  return chance;
}

/** Returns Nakamoto's approximation of the same chance. Source: Bitcoin (2008), section 11. */
export function nakamotoChance(q: number, z: number): number {
  const p = 1 - q;
  const mean = (z * q) / p;
  let chance = 1;
  let poisson = Math.exp(-mean);
  for (let k = 0; k <= z; k++) {
    chance -= poisson * (1 - (q / p) ** (z - k));
    poisson *= mean / (k + 1);
  }
  return chance;
}

/**
 * Returns the selfish miner's part of all blocks on the chain.
 * Source: Eyal and Sirer, Majority is not Enough (2014), equation 8.
 *
 * @param share the selfish miner's share of all hashes
 * @param gamma the part of the other hashes that works on the selfish miner's block during a tie
 */
export function selfishRevenue(share: number, gamma: number): number {
  const gain = share * (1 - share) ** 2 * (4 * share + gamma * (1 - 2 * share)) - share ** 3;
  return gain / (1 - share * (1 + (2 - share) * share));
}

/** Returns the share of all hashes from which on selfish mining pays. Source: the same paper. */
export function selfishThreshold(gamma: number): number {
  return (1 - gamma) / (3 - 2 * gamma);
}

/**
 * Returns the share of blocks that are not on the longest chain. If all users have a block after a
 * time D, the chain grows by λ / (1 + λD) blocks a second. Source: Sompolinsky and Zohar, Secure
 * High-Rate Transaction Processing in Bitcoin (2015).
 *
 * @param ratio λD: the time until the others have a block, over the time between two blocks
 */
export function lostShare(ratio: number): number {
  return ratio / (1 + ratio);
}
