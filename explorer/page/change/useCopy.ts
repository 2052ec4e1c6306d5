import { useState } from 'preact/hooks';
import type { Candidate } from '../rules/Candidate';
import type { PrivateCopy } from './PrivateCopy';

/** A private copy, and its earlier states for undo. */
interface CopyHistory {
  copy: PrivateCopy;
  canUndo: boolean;
  /** Changes a block. Successive changes with the same label are undone together. */
  change: (height: number, candidate: Candidate, label: string) => void;
  undo: () => void;
  discard: () => void;
}

interface Step {
  copy: PrivateCopy;
  label: string;
}

/** The maximum number of steps that can be undone. */
const MAX_STEPS = 200;

export function useCopy(create: () => PrivateCopy): CopyHistory {
  const [steps, setSteps] = useState<readonly Step[]>(() => [{ copy: create(), label: '' }]);
  const change: CopyHistory['change'] = (height, candidate, label) =>
    setSteps((before) => {
      const last = before[before.length - 1];
      const kept = last.label === label && before.length > 1 ? before.slice(0, -1) : before;
      return [...kept.slice(-MAX_STEPS), { copy: last.copy.with(height, candidate), label }];
    });
  return {
    copy: steps[steps.length - 1].copy,
    canUndo: steps.length > 1,
    change,
    undo: () => setSteps((before) => (before.length > 1 ? before.slice(0, -1) : before)),
    discard: () => setSteps((before) => [...before, { copy: create(), label: 'discard' }]),
  };
}
