import { createHash } from 'node:crypto';
import { escapeMarkup } from './escapeMarkup';

/** The parts of a page that is one file. */
export interface HtmlParts {
  title: string;
  style: string;
  /** The only script that the page can run. Missing for a page without a script. */
  script?: string;
  /** The markup of the page's content. All texts in it are escaped. */
  body: string;
}

/** Returns a page that is one file. The page loads nothing, and runs no other script. */
export function htmlDocument({ title, style, script, body }: HtmlParts): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeMarkup(policy.join('; '))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
${script === undefined ? '' : `<script>${script}</script>\n`}</body>
</html>
`;
}

/** Returns the hash with which a security policy allows a style or a script. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
