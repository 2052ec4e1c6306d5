/** The colours of pages. They are the explorer's. On paper, they are always the light ones. */
export const PALETTE = `
:root { color-scheme: light dark; --paper: #f6f4ee; --surface: #fffefa; --sunken: #ece8de; --ink: #1c1a27; --quiet: #5a5668; --line: #d3cdbf; --accent: #3730a3; --good: #11633a; --bad: #a31515; --some: #7d4e00; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #131219; --surface: #1e1c27; --sunken: #0d0c12; --ink: #efedf6; --quiet: #aeaabf; --line: #3d3a4c; --accent: #b0b1ff; --good: #74d69d; --bad: #ff9a8f; --some: #efb656; }
}
`;

/** The style of the report as a page. Text wraps on a phone, and lines of code too. */
export const STYLE = `${PALETTE}
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; }
td:nth-child(3) { white-space: nowrap; }
meter { width: 100%; min-width: 3rem; }
@media (max-width: 32rem) { th:nth-child(4), td:nth-child(4) { display: none; } }
section { border-top: 1px solid var(--line); }
details, .check { margin: 0.5rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
dl { margin: 0.25rem 0 1rem; border-left: 3px solid var(--line); padding-left: 0.75rem; }
dt { font-size: 0.85rem; color: var(--quiet); }
dd { margin: 0 0 0.5rem; }
pre { margin: 0; font: 0.9rem/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.good { color: var(--good); }
.bad { color: var(--bad); }
`;
