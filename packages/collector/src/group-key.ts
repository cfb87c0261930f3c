/**
 * A group's place in the spool and its size, which are in its key so that the backlog is known after a restart without
 * reading the groups, and stays known when a group's content is damaged.
 */
export interface GroupKey {
  sequence: number
  events: number
  bytes: number
}

const groupKeyLength = 14

/** Keys sort by sequence, because they are big-endian. */
export function encodeGroupKey({ sequence, events, bytes }: GroupKey): Buffer {
  const key = Buffer.allocUnsafe(groupKeyLength)
  key.writeUIntBE(sequence, 0, 6)
  key.writeUInt32BE(events, 6)
  key.writeUInt32BE(bytes, 10)
  return key
}

export function decodeGroupKey(key: Buffer): GroupKey {
  return { sequence: key.readUIntBE(0, 6), events: key.readUInt32BE(6), bytes: key.readUInt32BE(10) }
}

/** What lies between the keys of a group and of those after it. */
export function boundAfter(sequence: number): Buffer {
  const bound = Buffer.alloc(groupKeyLength)
  bound.writeUIntBE(sequence + 1, 0, 6)
  return bound
}
