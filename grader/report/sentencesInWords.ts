/** Returns numbers of sentences in words, in ascending order: `sentences 2 and 4`. */
export function sentencesInWords(sentence: number | readonly number[]): string {
  const numbers = [sentence]
    .flat()
    .toSorted((one, other) => one - other)
    .map(String);
  const last = numbers.pop();
  return numbers.length === 0 ? `sentence ${last}` : `sentences ${numbers.join(', ')} and ${last}`;
}
