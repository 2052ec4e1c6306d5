/**
 * The old path and the new path of each moved supplied file, inside `starter/`. A student's step
 * files can be older than the move, with the old paths in their imports.
 */
export const MOVED_FILES: ReadonlyMap<string, string> = new Map([
  ['supplied/balances.ts', 'supplied/chain/balances.ts'],
  ['supplied/Chain.ts', 'supplied/chain/Chain.ts'],
  ['supplied/checkShape.ts', 'supplied/chain/checkShape.ts'],
  ['supplied/coins.ts', 'supplied/chain/coins.ts'],
  ['supplied/isSmallOrder.ts', 'supplied/chain/isSmallOrder.ts'],
  ['supplied/keys.ts', 'supplied/chain/keys.ts'],
  ['supplied/demo.ts', 'supplied/program/demo.ts'],
  ['supplied/demoAttacks.ts', 'supplied/program/demoAttacks.ts'],
  ['supplied/demoFork.ts', 'supplied/program/demoFork.ts'],
  ['supplied/DemoStage.ts', 'supplied/program/DemoStage.ts'],
  ['supplied/ExplorerProcess.ts', 'supplied/program/ExplorerProcess.ts'],
  ['supplied/main.ts', 'supplied/program/main.ts'],
  ['supplied/menu.ts', 'supplied/program/menu.ts'],
  ['supplied/Network.ts', 'supplied/program/Network.ts'],
  ['supplied/News.ts', 'supplied/program/News.ts'],
  ['supplied/Program.ts', 'supplied/program/Program.ts'],
  ['supplied/programOptions.ts', 'supplied/program/programOptions.ts'],
  ['supplied/question.ts', 'supplied/program/question.ts'],
  ['supplied/readArguments.ts', 'supplied/program/readArguments.ts'],
  ['supplied/render.ts', 'supplied/program/render.ts'],
  ['supplied/singleUser.ts', 'supplied/program/singleUser.ts'],
  ['supplied/viewsOf.ts', 'supplied/program/viewsOf.ts'],
  ['supplied/answer.ts', 'supplied/user/answerRequest.ts'],
  ['supplied/bundle.ts', 'supplied/user/bundle.ts'],
  ['supplied/Contacts.ts', 'supplied/user/Contacts.ts'],
  ['supplied/control.ts', 'supplied/user/control.ts'],
  ['supplied/controlCalls.ts', 'supplied/user/controlCalls.ts'],
  ['supplied/Fetcher.ts', 'supplied/user/Fetcher.ts'],
  ['supplied/gossip.ts', 'supplied/user/gossip.ts'],
  ['supplied/joinNetwork.ts', 'supplied/user/joinNetwork.ts'],
  ['supplied/minerEntry.ts', 'supplied/user/minerEntry.ts'],
  ['supplied/MinerLink.ts', 'supplied/user/MinerLink.ts'],
  ['supplied/Payments.ts', 'supplied/user/Payments.ts'],
  ['supplied/PeerBook.ts', 'supplied/user/PeerBook.ts'],
  ['supplied/serverThread.ts', 'supplied/user/serverThread.ts'],
  ['supplied/Signals.ts', 'supplied/user/signalCells.ts'],
  ['supplied/startThread.ts', 'supplied/user/startThread.ts'],
  ['supplied/syncConsole.ts', 'supplied/user/syncConsole.ts'],
  ['supplied/typeScriptStacks.ts', 'supplied/user/typeScriptStacks.ts'],
  ['supplied/UserControl.ts', 'supplied/user/UserControl.ts'],
  ['supplied/UserEvent.ts', 'supplied/user/UserEvent.ts'],
  ['supplied/UserOptions.ts', 'supplied/user/UserOptions.ts'],
  ['supplied/UserServer.ts', 'supplied/user/UserServer.ts'],
  ['supplied/UserState.ts', 'supplied/user/UserState.ts'],
  ['supplied/Heard.ts', 'supplied/wire/Heard.ts'],
  ['supplied/messages.ts', 'supplied/wire/messages.ts'],
  ['supplied/tcp.ts', 'supplied/wire/tcp.ts'],
]);

/**
 * Returns a message for a student whose file imports a supplied file from the old path.
 *
 * @param path the path in the import statement
 * @param file the path of the imported file inside the folder
 * @returns the message, or undefined if the imported file has not moved
 */
export function movedMessage(path: string, file: string): string | undefined {
  const moved = MOVED_FILES.get(file);
  return moved === undefined ? undefined : `${path} is now ./${moved.replace(/\.ts$/, '')}`;
}
