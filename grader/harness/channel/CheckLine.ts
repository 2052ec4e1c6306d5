/** A scenario's line to its check, which runs in the grader's process. */
export interface CheckLine {
  /** Sends plain data to the check. */
  tell: (message: unknown) => void;
  /** Called for each message of the check. A scenario replaces this function. */
  onTold: (message: unknown) => void;
  /** Loads the submission again, so that its variables begin anew. Returns its exports. */
  loadAgain: () => Record<string, unknown>;
}
