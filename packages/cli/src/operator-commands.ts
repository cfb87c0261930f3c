import { type Command, Option } from 'commander'
import type { Settings } from './config.js'
import { addNotifyCommands } from './notify-commands.js'

/** Adds the commands of whoever runs an installation: keys, erasure and export, dead letters, doctor. */
export function addOperatorCommands(program: Command, settings: () => Settings): void {
  const key = program.command('key').description('make, list and revoke secret keys')
  key
    .command('create')
    .description('make a key for a site and print it, once')
    .argument('<site>', 'the site')
    .addOption(
      new Option(
        '--kind <kind>',
        'server: imports, settings; read: reports; view: the dashboard without single persons',
      )
        .choices(['server', 'read', 'view'])
        .makeOptionMandatory(),
    )
    .option('--json', 'print it as JSON')
    .action(async (site, options) => (await import('./commands/key.js')).addKey(settings(), site, options))
  key
    .command('list')
    .description('list the keys that are not revoked')
    .argument('[site]', 'only those of a site')
    .option('--json', 'print them as JSON')
    .action(async (site, options) => (await import('./commands/key.js')).showKeys(settings(), site, options))
  key
    .command('revoke')
    .description('revoke a key; running servers stop taking it within 2 s')
    .argument('<key>', 'what it begins with, or its hash, as key list shows them')
    .option('--json', 'print it as JSON')
    .action(async (name, options) => (await import('./commands/key.js')).dropKey(settings(), name, options))

  const segment = program.command('segment').description('filters saved under a name, for --segment in every report')
  segment
    .command('add')
    .description('save filters under a name, in place of what had it')
    .argument('<name>')
    .requiredOption('--site <id>', 'the site')
    .requiredOption('--filters <json>', 'as in a report: [{"dimension":"device","operator":"is","values":["mobile"]}]')
    .option('--json', 'print it as JSON')
    .action(async (name, options) => (await import('./commands/segment.js')).addSegment(settings(), name, options))
  segment
    .command('list')
    .description('list them')
    .requiredOption('--site <id>', 'the site')
    .option('--json', 'print them as JSON')
    .action(async (options) => (await import('./commands/segment.js')).showSegments(settings(), options))
  segment
    .command('remove')
    .description('remove one')
    .argument('<name>')
    .requiredOption('--site <id>', 'the site')
    .option('--json', 'print the result as JSON')
    .action(async (name, options) => (await import('./commands/segment.js')).dropSegment(settings(), name, options))

  addNotifyCommands(program, settings)

  const person = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .requiredOption('--site <id>', 'the site')
      .option('--visitor <id>', 'a browser, with the daily hashes it had before consent')
      .option('--user <id>', 'a customer, with the browsers that are theirs')
  person('erase', 'erase a visitor or user; imports and replays do not bring them back')
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./commands/erase.js')).erase(settings(), options))
  person('export', 'print the events of a visitor or user as lines that can be imported').action(async (options) =>
    (await import('./commands/export.js')).exportEvents(settings(), options),
  )

  const letters = program.command('dead-letters').description('events that could not be stored')
  const letterCommand = (name: string, description: string) =>
    letters
      .command(name)
      .description(description)
      .requiredOption('--site <id>', 'the site')
      .option('--reason <text>', 'only those whose reason has this in it, or of this stage: validate, clock, insert')
      .option('--json', 'print as JSON')
  letterCommand('list', 'list them, oldest first').action(async (options) =>
    (await import('./commands/dead-letters.js')).showDeadLetters(settings(), options),
  )
  letterCommand('replay', 'try them again by the rules of an import; what is stored now is removed')
    .option('--id <id...>', 'only these, by their own id or their event’s')
    .action(async (options) => (await import('./commands/dead-letters.js')).retryDeadLetters(settings(), options))

  program
    .command('doctor')
    .description('say in sentences what is wrong with this installation')
    .option('--json', 'print the findings as JSON')
    .action(async (options) => (await import('./commands/doctor.js')).doctor(settings, options))
}
