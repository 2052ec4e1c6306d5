import { listenProblem } from '../../explorer/server/listenProblem';
import { openBrowser } from '../../explorer/server/openBrowser';
import { hasScreen } from '../../explorer/server/hasScreen';
import { readPort } from '../../explorer/server/readPort';
import { readArguments } from '../../solution/supplied/program/readArguments';
import { untilSignal } from '../../solution/supplied/program/untilSignal';
import { CourseServer } from '../page/CourseServer';
import { InvitationFile } from '../page/InvitationFile';
import { runCommand } from './runCommand';

const HELP = `Shows the course on a page beside your editor: the
handout, the grade of each sentence after each save, the
hints, and your network.

  npm run course

  port PORT  the port of the page (8700, or the next free
             port)
  no-open    do not open a browser. Prints an address
             that lets one browser in, once
  help       this text

Only this machine can reach the page. All other commands
work as before. Ctrl-C ends the page and your network.`;

const FLAGS = { help: 'boolean', port: 'string', 'no-open': 'boolean' } as const;

/** A terminal with one of these variables is shown on another machine, and the browser is there. */
const REMOTE = ['SSH_CONNECTION', 'REMOTE_CONTAINERS', 'CODESPACES', 'WSL_DISTRO_NAME'];

runCommand('npm run course', course, { handlesSignals: true });

async function course(argv: readonly string[]): Promise<number> {
  const given = readArguments(FLAGS, argv);
  if (given.help) {
    console.log(HELP);
    return 0;
  }
  const port = given.port === undefined ? undefined : readPort(given.port);
  const ended = untilSignal();
  const server = new CourseServer(() => invite());
  await server.start(port).catch((error: unknown) => {
    throw listenProblem(error, '127.0.0.1', port);
  });
  const isOpening = given['no-open'] !== true && isBrowserHere() && process.stdout.isTTY;
  const file = isOpening ? InvitationFile.create() : undefined;
  /** Makes a token for the next browser, because each token works once. */
  function invite(): void {
    const address = server.invite();
    if (file === undefined) console.log(`To open the page in a new browser: ${address}`);
    else file.leadTo(address);
  }
  invite();
  console.log(`The page is at ${server.url}, for a browser that was let in. Ctrl-C stops it.`);
  if (file !== undefined) {
    console.log(`If no browser opens, open this file in one: ${file.url}`);
    openBrowser(file.url);
  }
  await ended;
  file?.remove();
  await server.stop();
  return 0;
}

function isBrowserHere(): boolean {
  return hasScreen() && !REMOTE.some((name) => process.env[name]);
}
