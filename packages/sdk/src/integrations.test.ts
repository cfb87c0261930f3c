import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 60_000
const folder = fileURLToPath(new URL('../../../docs/integrations/', import.meta.url))
const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))

/** The code of a page in one language. */
async function codeOf(page: string, language: string): Promise<string[]> {
  const text = await readFile(join(folder, `${page}.md`), 'utf8')
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, found, code]) =>
    found === language ? [code as string] : [],
  )
}
/** For the test's own shop. */
const here = (code: string) =>
  code
    .replaceAll('https://collect.shop.example/touchline', `${shop().origin}/touchline`)
    .replaceAll('https://collect.shop.example', shop().endpoint)
    .replaceAll('data-site="shop"', `data-site="${shop().siteId}" data-endpoint="${shop().endpoint}"`)
    .replace(
      "script.setAttribute('data-site', 'shop')",
      `script.setAttribute('data-site', '${shop().siteId}'); script.setAttribute('data-endpoint', '${shop().endpoint}')`,
    )
    .replace(
      "script.dataset.site = 'shop'",
      `script.dataset.site = '${shop().siteId}'; script.dataset.endpoint = '${shop().endpoint}'`,
    )

/** A page that brings the script itself. */
const serve = (body: string, head = '') => {
  shop().pages['/'] = (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>Shop</title><link rel="icon" href="data:,">${head}<h1>Shoes</h1>${body}`)
}

describe('the pages about integrations', () => {
  it('hold code that type-checks', { timeout }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'touchline-docs-'))
    try {
      const dist = fileURLToPath(new URL('../dist/index.d.ts', import.meta.url))
      // Of the frameworks only what the pages use: the types under test are the SDK's.
      const frameworks = `
        declare module 'react' {
          export type ReactNode = unknown
          export function useEffect(run: () => void, of: unknown[]): void
        }
        declare module 'next/script' {
          export default function Script(props: { src: string; strategy: 'afterInteractive'; [data: \`data-\${string}\`]: string }): null
        }
        declare module 'vue' {
          export interface DirectiveBinding<T> { arg?: string; value: T }
          export interface App { directive(name: string, hooks: { mounted(element: HTMLElement, binding: DirectiveBinding<never>): void }): void }
        }
        declare namespace JSX {
          type Element = unknown
          interface IntrinsicElements { html: { lang: string; children?: unknown }; body: { children?: unknown }; button: { onClick: () => void; children?: unknown } }
        }`
      await writeFile(join(directory, 'frameworks.d.ts'), frameworks)
      let count = 0
      for (const page of await readdir(folder))
        for (const language of ['ts', 'tsx'])
          for (const code of await codeOf(page.replace('.md', ''), language))
            await writeFile(join(directory, `${page}-${count++}.${language}`), code)
      expect(count).toBeGreaterThanOrEqual(4)
      const compilerOptions = {
        strict: true,
        noEmit: true,
        jsx: 'preserve',
        module: 'esnext',
        moduleResolution: 'bundler',
        target: 'es2022',
        lib: ['ES2022', 'DOM'],
        types: [],
        paths: { '@touchline/sdk': [dist] },
      }
      await writeFile(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }))
      await promisify(execFile)(process.execPath, [tsc, '-p', directory]).catch(({ stdout }) => expect(stdout).toBe(''))
    } finally {
      await rm(directory, { recursive: true })
    }
  })

  it('plain HTML records a view and a button', { timeout }, async () => {
    const [head, body] = await codeOf('plain-html', 'html')
    serve(body ?? '', here(head ?? ''))
    await shop().open()
    await shop().until(() => shop().has({ name: 'page_view', page: { page_type: 'product' } }), 'page_view')
    await shop().page.click('button')
    await shop().until(() => shop().has({ name: 'add_to_cart', value: 49.9 }), 'add_to_cart')
  })

  it('Google Tag Manager’s tag records what is in the dataLayer', { timeout }, async () => {
    const [tag] = await codeOf('google-tag-manager', 'html')
    const layer = `<script>dataLayer = [{ event: 'add_to_cart', ecommerce: { value: 5, currency: 'EUR', items: [{ item_id: 'a' }] } }]</script>`
    serve(layer + here(tag ?? ''))
    await shop().page.goto(shop().origin)
    await shop().until(() => shop().has({ kind: 'cart', name: 'add_to_cart', value: 5 }), 'add_to_cart')
  })

  it('Google Tag Manager’s template starts the script', { timeout }, async () => {
    const [template] = await codeOf('google-tag-manager', 'js')
    const sandbox = `
      const apis = {
        createQueue: (name) => { window[name] ??= [] },
        callInWindow: (name, ...values) => window[name](...values),
        injectScript: (src, done, failed) => document.head.append(Object.assign(document.createElement('script'), { src, onload: done, onerror: failed })),
      }
      const run = (require, data) => { ${here(template ?? '')} }
      run((name) => apis[name], { site: '${shop().siteId}', gtmOnSuccess() { window.done = true }, gtmOnFailure() {} })`
    shop().put('/', { attributes: { 'data-site': false }, body: `<p>Shop</p><script>${sandbox}</script>` })
    await shop().open()
    await shop().until(() => shop().has({ name: 'page_view' }), 'page_view')
    expect(await shop().page.evaluate('window.done')).toBe(true)
  })

  it('Shopify’s pixel records an addition and an order', { timeout }, async () => {
    const [pixel] = await codeOf('shopify', 'js')
    const variant = { title: '42', price: { amount: 49.9 }, product: { id: 'p1', title: 'Shoe' } }
    const publish = `
      const line = { merchandise: ${JSON.stringify(variant)}, quantity: 2, cost: { totalAmount: { amount: 99.8, currencyCode: 'EUR' } } }
      subscribed.product_added_to_cart({ data: { cartLine: line } })
      subscribed.checkout_completed({ data: { checkout: { currencyCode: 'EUR', totalPrice: { amount: 104 }, order: { id: 'T1' }, lineItems: [{ variant: line.merchandise, quantity: 2 }] } } })`
    serve(`<p>Pixel</p><script>const subscribed = {}; const analytics = { subscribe: (name, run) => { subscribed[name] = run } }
        ${here(pixel ?? '')}\n${publish}</script>`)
    await shop().open()
    const item = { item_id: 'p1', item_name: 'Shoe', item_variant: '42', price: 49.9, quantity: 2 }
    await shop().expectEvents({
      expected: [
        { kind: 'cart', name: 'add_to_cart', value: 99.8, currency: 'EUR', items: [item] },
        { kind: 'cart', name: 'purchase', value: 104, transaction_id: 'T1', items: [item] },
      ],
      refuted: [{ name: 'page_view' }],
    })
  })

  it('WooCommerce’s script records an addition, and its hook prints one call', { timeout }, async () => {
    const [script] = await codeOf('woocommerce', 'js')
    const body = `<p>Shop</p><script>
      let added
      const jQuery = () => ({ on: (_name, run) => { added = run } })
      ${script}
      added({}, {}, '', { data: (key) => ({ product_id: 42, quantity: 3 })[key] })</script>`
    shop().put('/', { body })
    await shop().open()
    await shop().until(
      () => shop().has({ name: 'add_to_cart', items: [{ item_id: '42', quantity: 3 }] }),
      'add_to_cart',
    )
    const [hook] = await codeOf('woocommerce', 'php')
    const [, before, after] = /echo '<script>(.*?)' \. .*? \. '(.*?)<\/script>'/.exec(hook ?? '') ?? []
    expect(() => new Script(`${before}{"value":1}${after}`)).not.toThrow()
    expect(before).toContain('touchline("track","purchase",')
  })
})
