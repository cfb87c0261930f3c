import { ApiProblem } from './api-problem.js'

const refuse = (message: string): never => {
  throw new ApiProblem('invalid_parameters', message)
}

interface Node {
  depth: number
  kind: string
  name: string
}

/** The lines of `EXPLAIN AST`: one node each, indented by depth, with its kind and, for most, a name. */
function nodesOf(tree: string): Node[] {
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', kind = '', name = ''] =
      /^( *)(\w+)(?: (.*?))?(?: \(alias .*\))?(?: \(children \d+\))?$/.exec(line) ?? []
    return kind ? [{ depth: indent.length, kind, name }] : []
  })
}

/**
 * Refuses what is more than a SELECT of the tables by their own names, by the engine's own reading of the query: another
 * statement, settings, a format, a table of another database, a table function, and functions that reach beyond the tables.
 * @param tree the answer of `EXPLAIN AST`
 * @param forbidden names of functions, in small letters
 * @throws ApiProblem 400 saying what to leave out
 */
export function checkSql(tree: string, forbidden: ReadonlySet<string>): void {
  const nodes = nodesOf(tree)
  if (nodes[0]?.kind !== 'SelectWithUnionQuery') refuse('Only SELECT is allowed here.')
  nodes.forEach(({ depth, kind, name }, i) => {
    if (kind === 'Set') refuse('SETTINGS are not allowed: the limits of this interface are fixed.')
    if (depth === 1 && (kind === 'Identifier' || kind === 'Literal'))
      refuse('Leave FORMAT and INTO OUTFILE out: ?format= chooses json, csv, ndjson, parquet or arrow.')
    if (kind === 'TableIdentifier' && name.includes('.'))
      refuse(`Name the tables events and identities alone, without a database: not ${name}.`)
    if (kind !== 'Function') return
    if (nodes[i - 1]?.kind === 'TableExpression' && nodes[i - 1]?.depth === depth - 1)
      refuse(`Table functions are not allowed: ${name}().`)
    if (forbidden.has(name.toLowerCase()))
      refuse(`The function ${name}() is not allowed: it reads more than the tables.`)
  })
}
