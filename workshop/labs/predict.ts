import prompts from 'prompts';
import type { Answers, Question } from './Lab';
import { say, title } from './say';

/** Thrown to leave the lab, from whatever question. */
export class Quit extends Error {
  override readonly name = 'Quit';
}

/**
 * Asks what is going to happen. Without a terminal it only says what the question is, so that
 * whoever reads along can answer for themselves.
 *
 * @returns what was answered, or undefined if nobody was there to
 * @throws Quit on Ctrl-C, Ctrl-D and Escape
 */
export async function predict(
  questions: Readonly<Record<string, Question>>,
): Promise<Answers | undefined> {
  title('Your prediction');
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    for (const { ask, choices } of Object.values(questions)) {
      say(ask, ...Object.values(choices).map((choice) => `  - ${choice}`));
    }
    return undefined;
  }
  const answers: Record<string, string> = {};
  for (const [name, question] of Object.entries(questions)) answers[name] = await choose(question);
  return answers;
}

async function choose({ ask, choices }: Question): Promise<string> {
  say(ask);
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

/** Shows beside each prediction what it was. */
export function compare(
  questions: Readonly<Record<string, Question>>,
  said: Answers | undefined,
  was: Answers,
): void {
  title('What you said, and what it was');
  for (const [name, { ask, choices }] of Object.entries(questions)) {
    say(ask);
    if (said !== undefined) {
      const isRight = said[name] === was[name];
      say(`  You said: ${choices[said[name]]}${isRight ? '  (so it was)' : ''}`);
    }
    say(`  It was:   ${choices[was[name]]}`);
  }
}
