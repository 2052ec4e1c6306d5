type Schema = Readonly<Record<string, unknown>>;

/**
 * Compares a value with a JSON Schema. Knows the keywords that the schemas of the reports use.
 *
 * @param root the schema with the `$defs`
 * @returns the mistakes, each with its place
 * @throws Error if the schema has another keyword
 */
export function schemaErrors(value: unknown, root: Schema, schema = root, at = '$'): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    const compare = KEYWORDS[keyword];
    if (compare === undefined) throw new Error(`the keyword ${keyword} is not known`);
    return compare(value, rule, { root, schema, at });
  });
}

interface Context {
  root: Schema;
  schema: Schema;
  at: string;
}

type Compare = (value: unknown, rule: unknown, context: Context) => string[];

const nothing: Compare = () => [];

const KEYWORDS: Readonly<Record<string, Compare>> = {
  $schema: nothing,
  $defs: nothing,
  title: nothing,
  description: nothing,
  type: (value, rule, { at }) =>
    [rule].flat().some((type) => isOf(type as string, value))
      ? []
      : [`${at} is not of type ${String(rule)}`],
  const: (value, rule, { at }) => (value === rule ? [] : [`${at} is not ${String(rule)}`]),
  enum: (value, rule, { at }) =>
    (rule as unknown[]).includes(value) ? [] : [`${at} is none of ${String(rule)}`],
  pattern: (value, rule, { at }) =>
    typeof value !== 'string' || new RegExp(rule as string, 'u').test(value)
      ? []
      : [`${at} does not match ${String(rule)}`],
  minLength: (value, rule, { at }) =>
    typeof value !== 'string' || value.length >= (rule as number) ? [] : [`${at} is too short`],
  minimum: (value, rule, { at }) =>
    typeof value !== 'number' || value >= (rule as number)
      ? []
      : [`${at} is below ${String(rule)}`],
  required: (value, rule, { at }) =>
    isOf('object', value)
      ? (rule as string[])
          .filter((name) => !Object.hasOwn(value as object, name))
          .map((name) => `${at}.${name} is missing`)
      : [],
  properties: (value, rule, { root, at }) =>
    isOf('object', value)
      ? Object.entries(rule as Record<string, Schema>).flatMap(([name, schema]) =>
          Object.hasOwn(value as object, name)
            ? schemaErrors((value as Schema)[name], root, schema, `${at}.${name}`)
            : [],
        )
      : [],
  additionalProperties: (value, _rule, { schema, at }) =>
    isOf('object', value)
      ? Object.keys(value as object)
          .filter((name) => !Object.hasOwn((schema.properties ?? {}) as object, name))
          .map((name) => `${at}.${name} is not known`)
      : [],
  items: (value, rule, { root, at }) =>
    Array.isArray(value)
      ? value.flatMap((item, i) => schemaErrors(item, root, rule as Schema, `${at}[${i}]`))
      : [],
  anyOf: (value, rule, { root, at }) =>
    (rule as Schema[]).some((schema) => schemaErrors(value, root, schema, at).length === 0)
      ? []
      : [`${at} fits no alternative`],
  $ref: (value, rule, { root, at }) => {
    const name = (rule as string).replace('#/$defs/', '');
    return schemaErrors(value, root, (root.$defs as Record<string, Schema>)[name], at);
  },
};

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
