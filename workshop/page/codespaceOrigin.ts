/**
 * Returns the origin under which a browser reaches a port of a GitHub codespace. GitHub lets only the
 * owner of the codespace through. Returns undefined outside a codespace.
 *
 * @see https://docs.github.com/en/codespaces/developing-in-a-codespace/default-environment-variables-for-your-codespace
 */
export function codespaceOrigin(port: number): string | undefined {
  const { CODESPACE_NAME: name, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain } = process.env;
  return name && domain ? `https://${name}-${port}.${domain}` : undefined;
}
