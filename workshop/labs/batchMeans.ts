/**
 * Returns the mean of some batches, and its standard error. The error comes from the spread of the
 * batches, because figures inside a batch can depend on each other.
 */
export function batchMeans(batches: readonly number[]): { measured: number; error: number } {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const measured = mean(batches);
  const variance = mean(batches.map((value) => (value - measured) ** 2));
  return { measured, error: Math.sqrt(variance / (batches.length - 1)) };
}
