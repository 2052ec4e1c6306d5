import { UsageError } from '../../solution/supplied/program/readArguments';

/** Thrown if the folder to grade is not a submission. The message is also for the student. */
export class NoSubmission extends UsageError {}
