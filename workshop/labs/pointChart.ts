import type { Point, PointLab } from './PointLab';

/** The place of the curves in the picture, in pixels. */
const [LEFT, TOP, WIDTH, HEIGHT] = [70, 50, 540, 300];

const COLOURS = ['#0b62a4', '#b3421b', '#2d7d32', '#6a3d9a'];

/** The maximum number of parts of an axis. */
const MOST_PARTS = 6;

/** Returns a picture, as SVG: the curves of a lab, and the measured points with their errors. */
export function pointChart({ title, axes, curves }: PointLab, points: readonly Point[]): string {
  const places = curves.flatMap((curve) => curve.places);
  const right = Math.max(...places.map(([x]) => x), ...points.map(({ x }) => x));
  const top = Math.max(...places.map(([, y]) => y), ...points.map((p) => p.measured + p.error));
  const x = (value: number): string => (LEFT + (value / right) * WIDTH).toFixed(1);
  const y = (value: number): string => (TOP + (1 - value / top) * HEIGHT).toFixed(1);
  const text = (at: string, anchor: string, words: string): string =>
    `<text ${at} text-anchor="${anchor}">${words.replace(/[&<>]/g, '')}</text>`;
  const ticks = [
    ...ticksTo(top).flatMap((value) => [
      `<path d="M${LEFT} ${y(value)}h${WIDTH}" stroke="#ddd"/>`,
      text(`x="${LEFT - 8}" y="${y(value)}"`, 'end', String(value)),
    ]),
    ...ticksTo(right).map((value) =>
      text(`x="${x(value)}" y="${TOP + HEIGHT + 20}"`, 'middle', String(value)),
    ),
  ];
  const drawn = curves.flatMap(({ name, places: line }, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const path = line.map((place) => `${x(place[0])},${y(place[1])}`).join(' ');
    const own = points.filter(({ curve }) => curve === name);
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...own.map(({ x: at, measured, error }) => {
        const [low, high] = [measured - 2 * error, measured + 2 * error];
        return (
          `<path d="M${x(at)} ${y(low)}V${y(high)}" stroke="${colour}"/>` +
          `<circle cx="${x(at)}" cy="${y(measured)}" r="4" fill="${colour}"/>`
        );
      }),
      text(`x="${LEFT + WIDTH + 8}" y="${TOP + 20 * i + 10}" fill="${colour}"`, 'start', name),
    ];
  });
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 430" font-family="sans-serif" ' +
      'font-size="12" fill="#222">',
    '<rect width="720" height="430" fill="#fff"/>',
    text(`x="${LEFT}" y="24"`, 'start', title),
    text(`x="${LEFT}" y="41"`, 'start', `${axes.y} (points: simulated, with two standard errors)`),
    ...ticks,
    ...drawn,
    text(`x="${LEFT + WIDTH / 2}" y="${TOP + HEIGHT + 45}"`, 'middle', axes.x),
    '</svg>\n',
  ].join('\n');
}

/** Returns round numbers from 0 to a value, for an axis. */
function ticksTo(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most));
  const steps = [0.1, 0.2, 0.5, 1, 2].map((part) => part * power);
  const step = steps.find((size) => most / size <= MOST_PARTS) ?? power;
  const count = Math.floor(most / step) + 1;
  return Array.from({ length: count }, (_, i) => Number((i * step).toPrecision(3)));
}
