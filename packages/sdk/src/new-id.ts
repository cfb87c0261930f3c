/**
 * A UUIDv7 of now (RFC 9562) with 72 random bits. They keep ids apart and guard nothing, so Math.random will do, which is
 * a tenth of the time of crypto's. The time has eleven hexadecimal digits until the year 2527.
 */
export const newId = (): string =>
  `0${Date.now().toString(16)}-7xxx-8xxx-xxxxxxxxxxxx`
    .replace(/.{8}/, '$&-')
    .replace(/x/g, () => ((Math.random() * 16) | 0).toString(16))
