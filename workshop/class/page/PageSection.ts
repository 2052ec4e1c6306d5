/** A section of the page about a class. */
export interface PageSection {
  /** The address of the section, after `#`. */
  id: string;
  title: string;
  /** How many things are in the section. */
  count?: number;
  /** Markup. */
  body: string;
}

/** Returns a section as HTML. */
export function htmlSection({ id, title, count, body }: PageSection): string {
  const small = count === undefined ? '' : ` <small>${count}</small>`;
  return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${title}${small}</h2>\n${body}\n</section>`;
}

/** Returns links to sections. */
export function htmlLinks(sections: readonly PageSection[]): string {
  const links = sections.map(({ id, title }) => `<a href="#${id}">${title}</a>`);
  return `<nav aria-label="Sections">${links.join(' ')}</nav>`;
}
