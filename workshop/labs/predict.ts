import prompts from 'prompts';
import { Quit } from '../../solution/supplied/program/question';
import type { Answers, Question } from './LabScript';
import { print, printTitle } from './print';

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
      message: 'You say',
      choices: Object.entries(choices).map(([value, text]) => ({ title: text, value })),
    },
    {
      onCancel: () => {
        throw new Quit();
      },
    },
  );
  return String(choice);
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
