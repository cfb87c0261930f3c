import type { Command } from 'commander'
import type { Settings } from './config.js'

/** Adds the commands about what is sent to a shop. */
export function addWebhookCommands(program: Command, settings: () => Settings): void {
  const webhook = program.command('webhook').description('tell the shop of abandoned carts, and see what was sent')
  const command = (name: string, description: string) =>
    webhook
      .command(name)
      .description(description)
      .requiredOption('--site <id>', 'the site')
      .option('--json', 'print as JSON')
  command('add', 'post every cart that its person leaves, once; print the secret that signs it')
    .requiredOption('--url <url>', 'where to post to')
    .option('--idle-minutes <minutes>', 'how long its person has done nothing', '60')
    .action(async (options) => (await import('./commands/webhook.js')).addWebhook(settings(), options))
  command('list', 'list them').action(async (options) =>
    (await import('./commands/webhook.js')).showWebhooks(settings(), options),
  )
  command('remove', 'remove one')
    .argument('<id>')
    .action(async (id, options) => (await import('./commands/webhook.js')).dropWebhook(settings(), id, options))
  command('deliveries', 'list what was sent and what waits, the newest first').action(async (options) =>
    (await import('./commands/webhook.js')).showDeliveries(settings(), options),
  )
  command('replay', 'send a delivery once more')
    .argument('<id>')
    .action(async (id, options) => (await import('./commands/webhook.js')).resendDelivery(settings(), id, options))
}
