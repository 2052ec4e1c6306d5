import { PALETTE } from '../../../grader/report/formats/htmlStyle';

/** The style of the page about a class. Sizes grow with the screen, for a projector. */
export const CLASS_STYLE = `${PALETTE}
*, *::before, *::after { box-sizing: border-box; }
html { font-size: clamp(100%, 0.5rem + 0.6vw, 200%); }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; overflow-wrap: anywhere; }
main { max-width: 84rem; margin: 0 auto; padding: 1.25rem; }
h1, h2, p, ul { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; text-wrap: balance; }
h2 { font-size: 1.1rem; margin-bottom: 0.6rem; }
small { font-size: 0.85em; font-weight: 400; color: var(--quiet); }
a { color: var(--accent); text-underline-offset: 0.15em; }
section { margin-top: 1.25rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 0.9rem; background: var(--surface); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.brand, .hint, nav, footer { color: var(--quiet); font-size: 0.9rem; }
.lead { margin-top: 0.5rem; font-size: 1.15rem; max-width: 75ch; }
.step { white-space: nowrap; font-weight: 600; }
.step b, .bars th b { display: inline-block; min-width: 1.4em; font-variant-numeric: tabular-nums; color: var(--quiet); }
.step b { min-width: 0; }
.number, .total { font-variant-numeric: tabular-nums; text-align: end; }
.bad { color: var(--bad); }
table + .hint { margin-top: 0.4rem; }
h2 + .hint { margin: -0.5rem 0 0.4rem; }
.scroll + .hint { margin-top: 0.75rem; }
nav { margin-top: 0.6rem; display: flex; flex-wrap: wrap; gap: 0 1.1rem; }
nav a { padding: 0.2rem 0; }
footer { margin-top: 1.5rem; }

.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.25rem; }
.pictures { grid-template-columns: 1.6fr 1fr; }
.pair section { display: flex; flex-direction: column; min-width: 0; }
table { border-collapse: collapse; }
th { text-align: start; font-weight: 600; }
thead th { font-size: 0.85rem; color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; font-size: 0.85rem; margin-bottom: 0.5rem; }
.legend li::before { content: ''; display: inline-block; width: 0.8em; height: 0.8em; margin-inline-end: 0.4em; border-radius: 0.2em; background: var(--part); vertical-align: -0.05em; }
.all { --part: var(--good); --on-part: var(--surface); }
.some { --part: var(--some); --on-part: var(--surface); }
.none { --part: var(--bad); --on-part: var(--surface); }
.unwritten { --part: var(--line); --on-part: var(--ink); }
.bars { width: 100%; }
.bars th, .bars td { padding: 0.15rem 0; }
.bars th { padding-inline-end: 0.75rem; white-space: nowrap; }
.bars td:nth-child(2), .bars th:nth-child(2) { width: 100%; }
.bars .number { padding: 0 0 0 0.75rem; text-align: end; }
.bar { display: block; width: 100%; height: 1.5rem; border-radius: 0.3rem; background: var(--sunken); }
.bar rect { fill: var(--part); }
svg text { font-size: 0.8rem; font-weight: 600; text-anchor: middle; font-variant-numeric: tabular-nums; fill: var(--ink); }
.bar text { fill: var(--on-part); dominant-baseline: central; }
.histogram { display: block; width: 100%; flex: 1; min-height: 12rem; border-bottom: 2px solid var(--quiet); overflow: visible; }
.histogram rect { fill: var(--accent); }
.axis { display: flex; justify-content: space-between; font-size: 0.85rem; color: var(--quiet); font-variant-numeric: tabular-nums; }

summary { cursor: pointer; }
.more > summary { color: var(--accent); padding: 0.4rem 0; }
.happenings li { border-top: 1px solid var(--line); }
.happenings li:first-child { border-top: 0; }
.happenings summary { display: grid; grid-template-columns: 1rem 6.4rem 1fr; padding: 0.4rem 0; }
.happenings summary::before { content: '▸'; color: var(--accent); }
.happenings [open] summary::before { content: '▾'; }
.happenings summary:hover { color: var(--accent); }
.happenings details p { padding: 0 0 0.6rem 7.4rem; color: var(--quiet); font-size: 0.9rem; }
.count { white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--quiet); }
.count b { color: var(--ink); }
code { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 0.9em; }
.list { width: 100%; }
.list th, .list td { padding: 0.35rem 1rem 0.35rem 0; border-top: 1px solid var(--line); vertical-align: top; }
.list tr:first-child > * { border-top: 0; }
.list tbody th { width: 16rem; }

.find { margin-bottom: 0.75rem; }
input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 0.5rem; padding: 0.3rem 0.7rem; margin-inline-start: 0.4rem; }
.students { width: 100%; }
.students th, .students td { padding: 0.2rem 0.4rem; border-bottom: 1px solid var(--line); }
.students td { font-variant-numeric: tabular-nums; white-space: nowrap; }
.students thead th { vertical-align: bottom; background: var(--surface); }
.students tbody th { max-width: 18rem; min-width: 8rem; font-weight: 400; background: var(--surface); }
.students thead th:nth-child(n + 2):nth-last-child(n + 4) { writing-mode: vertical-rl; text-align: end; padding: 0.4rem 0.2rem; }
.students :is(.all, .some, .none, .unwritten) { text-align: center; background: color-mix(in srgb, var(--part) 24%, var(--surface)); border-inline: 2px solid var(--surface); }
.students .unwritten { color: var(--quiet); }
.students .total { font-weight: 700; }
.students button { font: inherit; color: inherit; background: none; border: 0; padding: 0.2rem; margin: 0; cursor: pointer; writing-mode: inherit; text-align: inherit; }
.students button:hover { color: var(--accent); }
.students [aria-sort] { color: var(--accent); }
.students [aria-sort] button::after { content: ' ▲'; }
.students [aria-sort='descending'] button::after { content: ' ▼'; }

@media screen and (min-width: 76em) {
  .students thead th { position: sticky; top: 0; z-index: 1; }
}
@media screen and (max-width: 76em) {
  .scroll { overflow-x: auto; }
  .students tbody th, .students thead th:first-child { position: sticky; left: 0; max-width: 9rem; }
}
@media screen and (max-width: 52em) {
  .pair { grid-template-columns: minmax(0, 1fr); }
  h1 { font-size: 1.5rem; }
}
@media screen and (max-width: 30em) {
  .bars { font-size: 0.8rem; }
  .bars .small { display: none; }
  main { padding: 0.75rem; }
  section { padding: 0.75rem; }
  .list tbody th { width: 40%; }
  .happenings summary { grid-template-columns: 1rem 1fr; }
  .happenings summary > span:last-child { grid-column: 2; }
  .happenings details p { padding-inline-start: 1rem; }
}
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  html { font-size: 62.5%; }
  body { background: none; }
  main { max-width: none; padding: 0; }
  section { border: 0; padding: 0; background: none; }
  .find, nav { display: none; }
  /* Chromium repeats the head of a table on each sheet, but without its buttons. */
  .students button { display: contents; }
  .students [aria-sort] { color: inherit; }
  li, tr, .bars { break-inside: avoid; }
  h2 { break-after: avoid; }
  rect, .legend li::before, .students td { print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
}
`;
