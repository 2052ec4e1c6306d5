import type { Figures } from './Measures';

/** The place of the curve in the picture, in pixels. */
const [LEFT, TOP, WIDTH, HEIGHT] = [60, 50, 560, 280];

const AXIS =
  'seconds after a block was found: the share of the users that have it (mean, simulated)';

/** Returns a picture, as SVG, of how a block spreads over the users. */
export function spreadChart(title: string, { growth, growthStepMs }: Figures): string {
  const seconds = (growthStepMs * (growth.length - 1)) / 1000;
  const x = (part: number): string => (LEFT + part * WIDTH).toFixed(1);
  const y = (share: number): string => (TOP + (1 - share) * HEIGHT).toFixed(1);
  const text = (at: string, anchor: string, words: string): string =>
    `<text ${at} text-anchor="${anchor}">${words.replace(/[&<>]/g, '')}</text>`;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((part) => [
    `<path d="M${LEFT} ${y(part)}h${WIDTH}" stroke="#ddd"/>`,
    text(`x="${LEFT - 8}" y="${y(part)}"`, 'end', `${(part * 100).toFixed()}%`),
    text(`x="${x(part)}" y="${TOP + HEIGHT + 20}"`, 'middle', (part * seconds).toFixed(2)),
  ]);
  const points = growth.map((share, i) => `${x(i / (growth.length - 1))},${y(share)}`);
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 400" font-family="sans-serif" ' +
      'font-size="12" fill="#222">',
    '<rect width="660" height="400" fill="#fff"/>',
    text(`x="${LEFT}" y="26"`, 'start', title),
    ...ticks,
    text(`x="${LEFT + WIDTH / 2}" y="${TOP + HEIGHT + 50}"`, 'middle', AXIS),
    `<polyline points="${points.join(' ')}" fill="none" stroke="#0b62a4" stroke-width="2.5"/>`,
    '</svg>\n',
  ].join('\n');
}
