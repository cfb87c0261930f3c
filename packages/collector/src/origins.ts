/** True when an Origin header belongs to a site: its allowed origins, or any when it has none. */
export function originAllowed(allowed: readonly string[], origin: string | undefined): boolean {
  if (allowed.length === 0) return true
  const asked = parse(origin ?? '')
  return asked !== undefined && allowed.some((pattern) => matches(pattern.toLowerCase(), asked))
}

interface Asked {
  protocol: string
  hostname: string
  port: string
}

// Compared as parsed hosts: as text, https://shop.example would begin https://shop.example.evil.example.
function parse(origin: string): Asked | undefined {
  if (!/^https?:\/\//i.test(origin) || !URL.canParse(origin)) return undefined
  const { protocol, hostname, port } = new URL(origin)
  return { protocol, hostname, port: port || (protocol === 'https:' ? '443' : '80') }
}

/** A pattern names a host, `*.` and a host for its subdomains, and, when given, a scheme and a port that must fit. */
function matches(pattern: string, asked: Asked): boolean {
  const { protocol, wildcard, host, port } =
    /^(?<protocol>https?:)?(?:\/\/)?(?<wildcard>\*\.)?(?<host>[^:/]+)(?::(?<port>\d+))?\/?$/.exec(pattern)?.groups ?? {}
  if (!host || (protocol && protocol !== asked.protocol) || (port && port !== asked.port)) return false
  return wildcard ? asked.hostname.endsWith(`.${host}`) : asked.hostname === host
}
