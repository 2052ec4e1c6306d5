import type { JSX } from 'preact';
import type { CourseState, ShownCheck, StepGrade, StepState } from '../channel/CourseState';
import { TOGETHER } from '../channel/pages';
import { act } from './courseSession';
import { Difference } from './Difference';
import { EditorChoice } from './EditorChoice';
import { markOf, SIGNS } from './marks';
import { OpenFile } from './OpenFile';
import type { FileOpener } from './OpenFile';
import { useEditor } from './useEditor';
import { stepLink } from './usePage';

interface GradePanelProps {
  step: StepState;
  state: CourseState;
  /** True if the grade can be older than the file. */
  isOld: boolean;
}

/** The grade of a step: first what is wrong and why, then what passed. */
export function GradePanel({ step, state, isOld }: GradePanelProps): JSX.Element {
  const { number, name, grade, progress } = step;
  const [editor, choose] = useEditor(state.editor);
  const opener = { root: state.root, editor };
  const isWaiting = state.waiting.includes(number);
  const passed = grade?.checks.filter((check) => check.state === 'passed') ?? [];
  const others = grade?.checks.filter((check) => check.state !== 'passed') ?? [];
  return (
    <section
      id="grade"
      class={isOld ? 'grade old' : 'grade'}
      tabIndex={-1}
      aria-label="Grade"
      aria-busy={isWaiting}
    >
      <h2>
        <span>Grade{grade !== null && `: ${grade.points} of ${grade.outOf} points`}</span>
        {isWaiting && <small>grading …</small>}
      </h2>
      {grade !== null && (
        <p class="quiet">
          {isOld ? 'Old. Graded' : 'Graded'} at <Time at={grade.gradedAt} />
        </p>
      )}
      {state.fault !== null && <p class="notice">{state.fault}</p>}
      {progress === 'missing' && (
        <p class="notice">
          There is no file <code>starter/{name}.ts</code>. <code>npm run reset step{number}</code>{' '}
          puts its stub back.
        </p>
      )}
      {grade !== null && <Unloadable unloadable={grade.unloadable} opener={opener} />}
      <TypeErrors texts={grade?.typeErrors ?? []} />
      <Likely likely={grade?.likely ?? []} />
      {groupsOf(others).map((checks, i) => (
        <CheckGroup
          key={checks[0].name}
          checks={checks}
          isOpen={i === 0 && checks[0].state === 'failed'}
          opener={opener}
        />
      ))}
      {passed.length > 0 && (
        <details class="passed-checks">
          <summary>
            ✓ {passed.length} {passed.length === 1 ? 'check' : 'checks'} passed
          </summary>
          <ul>
            {passed.map((check) => (
              <li key={check.name}>{check.name}</li>
            ))}
          </ul>
        </details>
      )}
      {progress === 'passed' && <NextPage state={state} />}
      <p class="quiet">Save this file in your editor to grade it again:</p>
      <p class="buttons">
        <OpenFile
          {...opener}
          place={{ file: `starter/${name}.ts`, line: functionLine(grade?.checks ?? []) }}
        />
        <button
          disabled={isWaiting}
          onClick={() => void act('grade', number).catch(() => undefined)}
        >
          Grade again
        </button>
      </p>
      <EditorChoice editor={editor} choose={choose} />
      {progress === 'passed' && <Difference key={grade?.points} step={number} />}
    </section>
  );
}

function Time({ at }: { at: number }): JSX.Element {
  const time = new Date(at);
  return <time dateTime={time.toISOString()}>{time.toLocaleTimeString()}</time>;
}

/** Leads on after a step has passed. */
function NextPage({ state: { steps, next } }: { state: CourseState }): JSX.Element {
  const step = steps.find(({ number }) => number === next);
  return (
    <p class="buttons">
      <a
        class="button primary next-page"
        href={step === undefined ? `#${TOGETHER}` : stepLink(step.number)}
      >
        Next:{' '}
        {step === undefined ? 'the network of all parts' : `step ${step.number}, ${step.name}`}
      </a>
    </p>
  );
}

interface UnloadableProps {
  unloadable: StepGrade['unloadable'];
  opener: FileOpener;
}

/** Why the file cannot be loaded. */
function Unloadable({ unloadable, opener }: UnloadableProps): JSX.Element | null {
  if (unloadable === null) return null;
  const { text, place } = unloadable;
  return (
    <div class="judged failed">
      <p>The file cannot be loaded, so no check was made:</p>
      <pre class="source" tabIndex={0}>
        {text}
      </pre>
      {place !== null && (
        <p class="buttons">
          <OpenFile {...opener} place={place} />
        </p>
      )}
    </div>
  );
}

function TypeErrors({ texts }: { texts: readonly string[] }): JSX.Element | null {
  if (texts.length === 0) return null;
  return (
    <div class="type-errors">
      <p>TypeScript finds mistakes. The checks run all the same.</p>
      {texts.map((text) => (
        <pre key={text} class="source" tabIndex={0}>
          {text}
        </pre>
      ))}
    </div>
  );
}

function Likely({ likely }: { likely: readonly string[] }): JSX.Element | null {
  if (likely.length === 0) return null;
  return (
    <div class="likely">
      <p>{likely.length === 1 ? 'Your likely mistake:' : 'Your likely mistake is one of these:'}</p>
      <ul>
        {likely.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
    </div>
  );
}

/** Puts checks together that say the same, such as all checks of a function that is not written. */
function groupsOf(checks: readonly ShownCheck[]): ShownCheck[][] {
  const groups = new Map<string, ShownCheck[]>();
  const inOrder = checks.toSorted((one, other) => rankOf(one) - rankOf(other));
  for (const check of inOrder) {
    const key = JSON.stringify([check.state, check.parts]);
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()];
}

const rankOf = ({ state }: ShownCheck): number => (state === 'failed' ? 0 : 1);

interface CheckGroupProps {
  checks: readonly ShownCheck[];
  isOpen: boolean;
  opener: FileOpener;
}

function CheckGroup({ checks, isOpen, opener }: CheckGroupProps): JSX.Element {
  const [{ name, state, parts, place, points, outOf }] = checks;
  const sentences = [...new Set(checks.flatMap((check) => check.sentences))].toSorted(
    (one, other) => one - other,
  );
  const functions = [...new Set(checks.map((check) => check.of))].join(', ');
  const title = checks.length === 1 ? name : `${functions}: ${checks.length} checks`;
  const score = checks.length === 1 ? `${points} of ${outOf}` : '';
  return (
    <details class={`judged ${markOf(state)}`} open={isOpen}>
      <summary>
        <b class="state">
          {SIGNS[state]} {state}
        </b>{' '}
        {title} <small>{score}</small>
      </summary>
      {checks.length > 1 && (
        <ul class="names">
          {checks.map((check) => (
            <li key={check.name}>{check.name}</li>
          ))}
        </ul>
      )}
      <dl>
        {parts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <pre>{text}</pre>
            </dd>
          </div>
        ))}
      </dl>
      <p class="buttons">
        {place !== null && <OpenFile {...opener} place={place} />}
        {state === 'failed' &&
          sentences.map((number) => (
            <button key={number} onClick={() => showSentence(number)}>
              Sentence {number}
            </button>
          ))}
      </p>
    </details>
  );
}

function showSentence(number: number): void {
  const sentence = document.getElementById(`sentence-${number}`);
  if (sentence === null) return;
  sentence.tabIndex = -1;
  sentence.scrollIntoView({ block: 'center' });
  sentence.focus({ preventScroll: true });
}

/** Returns the line of the first function whose check failed, or 1. */
function functionLine(checks: readonly ShownCheck[]): number {
  return checks.find(({ place }) => place !== null)?.place?.line ?? 1;
}
