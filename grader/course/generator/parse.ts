import ts from 'typescript';
import { GeneratorError } from './GeneratorError';

/** A source file and what knows which declaration each of its names means. */
export interface Parsed {
  file: ts.SourceFile;
  checker: ts.TypeChecker;
}

/**
 * Parses one file by itself. Nothing that it imports is looked up: which of the file's own
 * declarations a name means shows without, and so the result depends on nothing but the text.
 *
 * @param name the file's, for messages
 * @throws GeneratorError with file and line, if the text is no TypeScript
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
