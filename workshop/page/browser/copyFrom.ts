/** Copies a text to the clipboard. The button then says whether it worked. */
export function copyFrom(button: HTMLElement, text: string): void {
  // Without HTTPS, as over a plain forwarded port, a browser has no clipboard.
  const copied = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
  copied.then(
    () => (button.textContent = 'Copied'),
    () => (button.textContent = 'Not copied'),
  );
}
