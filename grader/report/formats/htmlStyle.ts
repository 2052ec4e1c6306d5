/** The style of the report as a page. Text wraps on a phone, and lines of code too. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --line: #ccc; --good: #176c2c; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --page: #16181c; --line: #444; --good: #7bd88f; --bad: #ff8a80; }
}
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
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
dt { font-size: 0.85rem; opacity: 0.75; }
dd { margin: 0 0 0.5rem; }
pre { margin: 0; font: 0.9rem/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.good { color: var(--good); }
.bad { color: var(--bad); }
`;
