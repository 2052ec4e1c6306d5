/** Returns a duration as HTML. Only such elements differ if the same class is graded again. */
export function htmlDuration(seconds: number): string {
  return `<time datetime="PT${seconds}S">${inWords(seconds)}</time>`;
}

function inWords(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
