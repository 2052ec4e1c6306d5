/** A change that StrykerJS makes to a file. People make few of these mistakes. */
export interface StrykerMutant {
  /** The kind of change. */
  mutator: string;
  line: number;
  original: string;
  replacement: string;
  /** The whole changed file. */
  source: string;
}

/** Returns the change in one line. */
export function showMutant({ line, original, replacement }: StrykerMutant): string {
  return `line ${line}: ${short(original)} → ${short(replacement)}`;
}

function short(code: string): string {
  const flat = code.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
}
