import { LONGEST_FILE } from '../../../grader/course/faultOf';

/**
 * Returns a step's file in the form in which the course writes it: UTF-8 without a mark at its
 * beginning, and lines that end with `\n`. The meaning of the code does not change. Some editors on
 * Windows write UTF-16.
 */
export function courseText(bytes: Buffer): { bytes: Buffer; wasUtf16: boolean } {
  // A file that is too long was cut. It stays too long, and so gets the same verdict.
  if (bytes.length > LONGEST_FILE) return { bytes, wasUtf16: false };
  const mark = bytes.subarray(0, 2).toString('latin1');
  const wasUtf16 = mark === '\xff\xfe' || mark === '\xfe\xff';
  const name = mark === '\xff\xfe' ? 'utf-16le' : 'utf-16be';
  if (!wasUtf16) return { bytes: withoutMarks(bytes), wasUtf16 };
  return { bytes: withoutMarks(Buffer.from(new TextDecoder(name).decode(bytes))), wasUtf16 };
}

/** Works on bytes, because a wrong byte must stay a wrong byte. */
function withoutMarks(bytes: Buffer): Buffer {
  const hasMark = bytes.subarray(0, 3).toString('latin1') === '\xef\xbb\xbf';
  const text = bytes.subarray(hasMark ? 3 : 0).toString('latin1');
  return Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
}
