/** An element of XML. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const TAG = /<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/y;

/** The characters that XML 1.0 allows. */
const NOT_ALLOWED = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Parses XML that has elements, attributes, text and the five known entities, and nothing else.
 *
 * @throws Error if the XML is not well-formed
 */
export function parseXml(xml: string): XmlElement {
  if (NOT_ALLOWED.test(xml)) throw new Error('a character is not allowed in XML');
  const [head] = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(xml) ?? [];
  if (head === undefined) throw new Error('the declaration is missing');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = head.length;
  while (at < xml.length) {
    const top = open[open.length - 1];
    if (xml[at] !== '<') {
      const end = xml.indexOf('<', at);
      const text = xml.slice(at, end < 0 ? xml.length : end);
      if (text.includes(']]>')) throw new Error('text contains ]]>');
      top.text += decode(text);
      at += text.length;
      continue;
    }
    TAG.lastIndex = at;
    const tag = TAG.exec(xml);
    if (tag === null) throw new Error(`no tag at ${xml.slice(at, at + 40)}`);
    const [whole, closes, name, attributes, isEmpty] = tag;
    at += whole.length;
    if (closes !== '') {
      if (open.length === 1 || open.pop()?.name !== name) throw new Error(`</${name}> is wrong`);
      continue;
    }
    const element: XmlElement = { name, attributes: {}, children: [], text: '' };
    for (const [, key, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
      if (Object.hasOwn(element.attributes, key)) throw new Error(`${key} is given twice`);
      element.attributes[key] = decode(value);
    }
    top.children.push(element);
    if (isEmpty === '') open.push(element);
  }
  if (open.length !== 1 || root.children.length !== 1 || root.text.trim() !== '') {
    throw new Error('there is not exactly one element at the top');
  }
  return root.children[0];
}

const ENTITIES: Readonly<Record<string, string>> = {
  'amp;': '&',
  'lt;': '<',
  'gt;': '>',
  'quot;': '"',
  '#39;': "'",
};

function decode(text: string): string {
  return text.replace(/&([#\w]*;)?/g, (_, entity: string | undefined) => {
    const character = ENTITIES[entity ?? ''];
    if (character === undefined) throw new Error(`&${entity ?? ''} is not an entity`);
    return character;
  });
}
