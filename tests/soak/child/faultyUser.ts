// One user of the soak. The arguments are the options of the user and the code of its threads.
import { explainPlainly } from '../../../solution/supplied/program/Program';
import { singleUser } from '../../../solution/supplied/program/singleUser';
import type { ThreadCode } from '../../../solution/supplied/user/bundle';
import type { UserOptions } from '../../../solution/supplied/user/UserOptions';

const [, , , , given] = process.argv;
const { options, code } = JSON.parse(given) as { options: UserOptions; code: ThreadCode };
void singleUser(
  { command: 'npm run soak', code, intro: [], explain: explainPlainly },
  { options, isJson: true },
).then((exitCode) => process.exit(exitCode));
