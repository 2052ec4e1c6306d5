/** A message from the process that plays a scene. */
export type SceneLine =
  /** Whose part it is. */
  | { kind: 'part'; text: string }
  /** What has happened: lines of text, or a drawing. */
  | { kind: 'lines'; lines: readonly string[] }
  | { kind: 'ending'; isGood: boolean; text: string }
  /** The scene has no ending. */
  | { kind: 'problem'; text: string };
