#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { importFormats, siteModes } from '@touchline/events'
import { Command, CommanderError, Option } from 'commander'
import { readSettings } from './config.js'
import { explainFailure } from './explain-failure.js'
import { addOperatorCommands } from './operator-commands.js'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const settings = () => readSettings(process.env)

const program = new Command('touchline')
  .description('Self-hosted customer-journey analytics for shops')
  .version(version)
  .exitOverride()
  .showHelpAfterError('Run with --help to see how it is used.')

// Each command's module is loaded when it runs, so that --help is instant.
program
  .command('serve')
  .description('run collector, reports and dashboard')
  .action(async () => (await import('./commands/serve.js')).serve(settings()))

program
  .command('collect')
  .description('run the collector alone, beside others over one CLICKHOUSE_URL')
  .action(async () => (await import('./commands/serve.js')).serve(settings(), 'collect'))

program
  .command('dashboard')
  .description('run reports API, dashboard and notifications alone, over the CLICKHOUSE_URL of the collectors')
  .action(async () => (await import('./commands/serve.js')).serve(settings(), 'dashboard'))

program
  .command('demo')
  .description('run everything with a month of a simulated shop and an example shop to click through')
  .action(async () => (await import('./commands/demo.js')).demo(settings()))

program
  .command('import')
  .description('import events from NDJSON files (also gzip); importing a file twice changes nothing')
  .argument('<file...>')
  .requiredOption('--site <id>', 'the site they belong to')
  .addOption(new Option('--format <format>', 'what the lines are').choices(importFormats).default('touchline'))
  .option('--json', 'print the result as JSON')
  .action(async (files, options) => (await import('./commands/import.js')).importFiles(settings(), files, options))

program
  .command('report')
  .description('answer a report; its parameters are options: --from 2026-03-01 --steps view_item,add_to_cart,purchase')
  .argument('[name]', 'the report; without it all are listed')
  .option('--site <id>', 'the site')
  .addOption(
    new Option('--format <format>', 'how to print it')
      .choices(['table', 'json', 'csv', 'ndjson', 'parquet', 'arrow'])
      .default('table'),
  )
  .allowUnknownOption()
  .allowExcessArguments()
  .action(async (name, options, command) => {
    const { report } = await import('./commands/report.js')
    // What commander does not know are the report's own parameters, after the name.
    return report(settings(), name, command.args.slice(name === undefined ? 0 : 1), options)
  })

const site = program.command('site').description('add and list sites')
site
  .command('add')
  .description('add a site and print its keys')
  .argument('<id>', 'a short name such as my-shop')
  .option('--origin <url...>', 'origins that may send events; without it every origin may')
  .option('--timezone <zone>', 'IANA time zone of its days', 'UTC')
  .option('--currency <code>', 'ISO 4217 currency', 'EUR')
  .addOption(new Option('--mode <mode>', 'how visitors are told apart').choices(siteModes).default('adaptive'))
  .option('--json', 'print the keys as JSON')
  .action(async (id, options) => (await import('./commands/site.js')).addSite(settings(), id, options))
site
  .command('list')
  .description('list the sites')
  .option('--json', 'print them as JSON')
  .action(async (options) => (await import('./commands/site.js')).showSites(settings(), options))

program
  .command('migrate')
  .description('bring the tables up to this version (the server does so when it starts)')
  .action(async () => (await import('./commands/migrate.js')).migrate(settings()))

addOperatorCommands(program, settings)

// A reader such as `head` may have seen enough; what the command does besides is still done.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exitCode = fail(error)
})

try {
  await program.parseAsync()
} catch (error) {
  // Commander has said what was wrong; --help and --version end here too, with code 0.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else process.exitCode = fail(error)
}

/** Says what went wrong and answers the exit code. */
function fail(error: unknown): number {
  const { message, exitCode } = explainFailure(error)
  process.stderr.write(`${message}\n`)
  return exitCode
}
