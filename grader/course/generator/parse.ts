import ts from 'typescript';
import { GeneratorError } from './GeneratorError';

/** A source file, and the checker that finds the declaration of each name in the file. */
export interface Parsed {
  file: ts.SourceFile;
  checker: ts.TypeChecker;
}

/**
 * Parses one file without its imports, because they are not needed to find the file's own
 * declarations. The result depends only on the text.
 *
 * @param name the file's name, for messages
 * @throws GeneratorError if the text is not TypeScript; the message names the file and the line
 */
export function parse(source: string, name: string): Parsed {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const program = ts.createProgram([name], OPTIONS, {
    getSourceFile: (wanted) => (wanted === name ? file : undefined),
    fileExists: (wanted) => wanted === name,
    readFile: () => undefined,
    writeFile: () => undefined,
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => '',
    getDefaultLibFileName: () => '',
    getNewLine: () => '\n',
    useCaseSensitiveFileNames: () => true,
  });
  const [error] = program.getSyntacticDiagnostics(file);
  if (error !== undefined) {
    const line = file.getLineAndCharacterOfPosition(error.start).line + 1;
    throw new GeneratorError(
      `${name}:${line}: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`,
    );
  }
  return { file, checker: program.getTypeChecker() };
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.Latest,
  noLib: true,
  noResolve: true,
  types: [],
};
