import { createHash } from 'node:crypto'

/** The id of what a notification sends about a subject: the same however often it is decided. */
export function deliveryId(notificationId: string, subject: string): string {
  return `msg_${createHash('sha256').update(`${notificationId}\0${subject}`).digest('base64url').slice(0, 24)}`
}
