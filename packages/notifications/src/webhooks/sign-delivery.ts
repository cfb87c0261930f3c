import { createHmac } from 'node:crypto'

/** What every secret begins with, so that it is recognised where it leaks. */
const prefix = 'whsec_'

/**
 * The secret that signs what a notification sends. It is derived from a secret of the installation, so that no table
 * holds it; a notification that is made anew has another one.
 */
export function webhookSecret(installationSecret: string, notificationId: string): string {
  return prefix + createHmac('sha256', installationSecret).update(notificationId).digest('base64')
}

/**
 * The headers by which a receiver knows who sent a body and when, as Standard Webhooks defines them
 * (https://www.standardwebhooks.com). `at` in milliseconds since the epoch.
 */
export function signedHeaders(secret: string, deliveryId: string, at: number, body: string): Record<string, string> {
  const seconds = Math.floor(at / 1000)
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${deliveryId}.${seconds}.${body}`).digest('base64')
  return {
    'webhook-id': deliveryId,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  }
}
