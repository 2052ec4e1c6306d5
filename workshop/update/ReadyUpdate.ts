import type { News } from './newsOf';
import type { Plan } from './planUpdate';

/** An update that is ready: nothing has changed yet. */
export interface ReadyUpdate {
  /** Where the update comes from, for people. */
  from: string;
  plan: Plan;
  news: News;
  /** What is recorded in git. */
  commit: 'nothing' | 'next' | 'merge';
  /** The folder that will contain the replaced files, if the update keeps them. */
  backup?: string;
  /**
   * Does the update.
   *
   * @returns true if the replaced files are kept in `backup`
   * @throws Error if something fails; the old files are then back
   */
  run: () => boolean;
}

/** The work of an update that changes nothing: everything is as it should be. */
export function isEmpty({ plan, commit }: ReadyUpdate): boolean {
  return plan.writes.size === 0 && commit === 'nothing';
}
