import prompts from 'prompts';
import { outputColumns } from '../../grader/report/outputColumns';
import { wrap } from '../../grader/report/wrap';
import { Quit } from '../../solution/supplied/program/question';
import type { Answers, Question } from './LabScript';
import { print, printTitle } from './print';

/** What stands before the choice, when it is made. */
const MESSAGE = 'You say';

/** A choice begins in the fifth column, behind the pointer. So do its other lines. */
const CONTINUED = `\n${' '.repeat(4)}`;

/**
 * Asks the questions of a lab. Without a terminal, only prints the questions.
 *
 * @returns the answers, or undefined without a terminal
 * @throws Quit on Ctrl-C, Ctrl-D and Escape
 */
export async function predict(
  questions: Readonly<Record<string, Question>>,
): Promise<Answers | undefined> {
  printTitle('Your prediction');
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    for (const { ask, choices } of Object.values(questions)) {
      print(ask, ...Object.values(choices).map((choice) => `  - ${choice}`));
    }
    return undefined;
  }
  const answers: Record<string, string> = {};
  for (const [name, question] of Object.entries(questions)) answers[name] = await choose(question);
  return answers;
}

async function choose({ ask, choices }: Question): Promise<string> {
  print(ask);
  const { choice } = await prompts(
    {
      type: 'select',
      name: 'choice',
      message: MESSAGE,
      choices: Object.entries(choices).map(([value, text]) => ({ title: fitting(text), value })),
    },
    {
      onCancel: () => {
        throw new Quit();
      },
    },
  );
  return String(choice);
}

/** Breaks a choice between words. `prompts` would break it in the middle of a word. */
function fitting(text: string): string {
  const columns = outputColumns() - `? ${MESSAGE} › `.length;
  return wrap(text, '', columns).replaceAll('\n', CONTINUED);
}

/** Prints the right answers, and the student's predictions beside them. */
export function compareAnswers(
  questions: Readonly<Record<string, Question>>,
  predicted: Answers | undefined,
  right: Answers,
): void {
  printTitle('Your prediction, and what happened');
  for (const [name, { ask, choices }] of Object.entries(questions)) {
    print(ask);
    if (predicted !== undefined) {
      const isRight = predicted[name] === right[name];
      print(`  You said: ${choices[predicted[name]]}${isRight ? '  (right)' : ''}`);
    }
    print(`  It was:   ${choices[right[name]]}`);
  }
}
