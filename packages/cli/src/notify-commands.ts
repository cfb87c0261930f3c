import { type Command, Option } from 'commander'
import type { Settings } from './config.js'

// Written out, so that --help does not load what sends.
const kinds = ['abandoned_cart', 'alert', 'weekly_email']

/** Adds the commands about what shops are told of. */
export function addNotifyCommands(program: Command, settings: () => Settings): void {
  const notify = program
    .command('notify')
    .description('tell the shop of abandoned carts, of figures that get worse, and of its week; see what was sent')
  const command = (name: string, description: string) =>
    notify
      .command(name)
      .description(description)
      .requiredOption('--site <id>', 'the site')
      .option('--json', 'print as JSON')
  command('add', `add a notification: ${kinds.join(', ')}`)
    .argument('<kind>')
    .option('--url <url>', 'abandoned_cart, alert: where to post to')
    .addOption(new Option('--to <addresses>', 'alert, weekly_email: e-mail addresses, comma separated'))
    .option('--idle-minutes <minutes>', 'abandoned_cart: how long its person has done nothing (60)')
    .option('--measure <figure>', 'alert: conversion, abandonment, lcp, inp or cls')
    .option('--worse-by-percent <percent>', 'alert: how much worse than before (20)')
    .option('--days <days>', 'alert: whole days compared with as many before (7)')
    .option('--language <language>', 'of e-mails: en or vi (en)')
    .option('--weekday <number>', 'weekly_email: 1 is Monday (1)')
    .option('--hour <hour>', 'weekly_email: 0 to 23, in the time zone of the site (8)')
    .action(async (kind, options) => (await import('./commands/notify.js')).addNotification(settings(), kind, options))
  command('list', 'list them').action(async (options) =>
    (await import('./commands/notify.js')).showNotifications(settings(), options),
  )
  command('remove', 'remove one; what waits to be sent is cancelled')
    .argument('<id>')
    .action(async (id, options) => (await import('./commands/notify.js')).dropNotification(settings(), id, options))
  command('deliveries', 'list what was sent and what waits, the newest first').action(async (options) =>
    (await import('./commands/notify.js')).showDeliveries(settings(), options),
  )
  command('replay', 'send a delivery once more')
    .argument('<id>')
    .action(async (id, options) => (await import('./commands/notify.js')).resendDelivery(settings(), id, options))
}
