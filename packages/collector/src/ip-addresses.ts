import { isIP } from 'node:net'

// What could be one, standing alone: not the version in Firefox/140.0.0.0, nor a time, nor the host of an address. The
// text may be JSON, where a line break before it is written \n.
const candidate = /(?<=^|[^\w.:/-]|\\[bfnrt])[0-9a-f:.]{2,}/gi

/** Text with every IP address in it replaced by `(ip)`. */
export function withoutIpAddresses(text: string): string {
  return text.replaceAll(candidate, (found) => {
    // Behind it may stand a port or the end of the sentence.
    const address = found.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1').replace(/[.:]$/, '')
    return isIP(address) || isIP(found) ? '(ip)' : found
  })
}
