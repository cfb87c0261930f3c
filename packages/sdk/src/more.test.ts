import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000
const open = async (auto: string, body: string, more = {}) => {
  shop().put('/', { attributes: { 'data-auto': `views,${auto}`, ...more }, body })
  await shop().open()
  await imported('more')
}
/** As text: the test runner would take an import for its own. */
const imported = (name: string) =>
  shop().page.evaluate(`import('/${name}.js').then(() => new Promise((done) => setTimeout(done)))`)

describe('what is loaded on demand', () => {
  it('is not loaded without need', { timeout }, async () => {
    const asked: string[] = []
    shop().page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    shop().put('/', { attributes: { 'data-auto': 'views,vitals,query,hash,datalayer' } })
    await shop().open()
    await shop().leave()
    expect(asked).toContain('/touchline.js')
    expect(asked).not.toContain('/more.js')
  })

  it('does no harm where it cannot be loaded', { timeout }, async () => {
    await shop().page.route('**/more.js', (route) => route.abort())
    shop().put('/', { attributes: { 'data-auto': 'views,clicks', 'data-domains': 'other.test' } })
    await shop().open('/?tl_id=a.b.1')
    await shop().expectEvents({ expected: [{ name: 'page_view' }] })
  })

  it('records clicks that lead out and to files, without their query', { timeout }, async () => {
    await open(
      'clicks',
      `<a id="out" href="https://elsewhere.test/a?token=secret">Out</a> <a id="file" href="/files/size-chart.pdf?x=1">File</a>
       <a id="in" href="/p/1">In</a> <a id="mail" href="mailto:a@b.test">Mail</a>
       <script>addEventListener('click', (event) => event.preventDefault())</script>`,
    )
    for (const id of ['out', 'file', 'in', 'mail']) await shop().page.click(`#${id}`)
    await shop().expectEvents({
      expected: [
        {
          name: 'click',
          properties: { link_url: 'https://elsewhere.test/a', link_domain: 'elsewhere.test', outbound: true },
        },
        {
          name: 'file_download',
          properties: { file_name: 'size-chart.pdf', link_url: `${shop().origin}/files/size-chart.pdf` },
        },
      ],
    })
    expect(shop().named('click')).toHaveLength(1)
  })

  it('records forms that are sent and forms that are left, never what was typed', { timeout }, async () => {
    await open(
      'forms',
      `<form id="search" onsubmit="event.preventDefault()"><input name="q"><button>Go</button></form>
       <form id="account"><input name="mail"><input name="phone"><input type="password" autocomplete="off" name="secret"></form>`,
    )
    await shop().page.fill('[name=q]', 'typed boots')
    await shop().page.click('button')
    for (const name of ['mail', 'phone', 'secret']) await shop().page.fill(`[name=${name}]`, `typed ${name}`)
    await shop().expectEvents({ expected: [{ name: 'form_submit', properties: { form_id: 'search' } }] })
    expect(shop().named('form_abandon')).toMatchObject([
      { properties: { form_id: 'account', last_field: 'phone', fields: 'mail phone' } },
    ])
    expect(JSON.stringify(shop().batches)).not.toContain('typed')
  })

  it('records errors, each once, and rage clicks', { timeout }, async () => {
    await open('errors,rage', '<button id="dead">Buy</button>')
    await shop().page.evaluate(() => {
      for (let i = 0; i < 3; i++)
        dispatchEvent(new ErrorEvent('error', { message: 'boom', filename: 'https://s.test/a.js?v=1', lineno: 7 }))
      dispatchEvent(
        new PromiseRejectionEvent('unhandledrejection', { promise: Promise.resolve(), reason: new Error('later') }),
      )
    })
    for (let i = 0; i < 4; i++) await shop().page.click('#dead')
    await shop().expectEvents({
      expected: [
        { name: 'js_error', properties: { message: 'boom', source: 'https://s.test/a.js', line: 7 } },
        { name: 'js_error', properties: { message: 'later' } },
        { name: 'rage_click', properties: { target: 'button#dead' } },
      ],
    })
    expect(shop().named('js_error')).toHaveLength(2)
    expect(shop().named('rage_click')).toHaveLength(1)
  })

  it('says which elements the vitals are about', { timeout }, async () => {
    await open(
      'vitals,targets',
      '<h1 id="headline">A headline that is large enough</h1><button id="slow">Slow</button>',
    )
    await imported('targets')
    await shop().page.evaluate(() => {
      document.querySelector('#slow')?.addEventListener('click', () => {
        const end = performance.now() + 60
        while (performance.now() < end);
        document.body.append('done')
      })
    })
    await shop().page.click('#slow')
    await shop().page.keyboard.press('Tab')
    await shop().leave()
    const [load] = shop().events.filter(({ kind }) => kind === 'page_load')
    expect(load).toMatchObject({
      lcp_target: expect.stringContaining('headline'),
      inp_target: expect.stringContaining('slow'),
    })
  })
})

describe('links between domains of a shop', () => {
  /** The same shop by another host name: another origin, with a storage of its own. */
  const otherOrigin = () => shop().origin.replace('127.0.0.1', 'localhost')
  const known = { 'data-mode': 'first_party', 'data-domains': 'localhost,127.0.0.1' }

  it('carry visitor and session over, and leave no trace in the address', { timeout }, async () => {
    shop().put('/p/1', { attributes: known })
    await open('vitals', `<a href="${otherOrigin()}/p/1?size=42#top">Over</a>`, known)
    await shop().page.click('a')
    await shop().page.waitForURL(`${otherOrigin()}/p/1?size=42#top`)
    await shop().until(() => shop().named('page_view').length === 2, 'both views')
    const [here, there] = shop().named('page_view')
    expect(there?.page?.url).toBe(`${otherOrigin()}/p/1?size=42`)
    expect([there?.visitor_id, there?.session_id]).toEqual([here?.visitor_id, here?.session_id])
  })

  it('do not where an address is old, or ids may not be kept', { timeout }, async () => {
    const old = `tl_id=stranger.session.${Date.now() - 180_000}`
    shop().put('/first', { attributes: known })
    shop().put('/none', { attributes: { ...known, 'data-mode': 'cookieless' } })
    await shop().open(`/first?${old}`)
    await shop().until(() => shop().has({ page: { path: '/first' } }), 'a view')
    await shop().open(`/none?tl_id=stranger.session.${Date.now()}`)
    await shop().until(() => shop().has({ page: { path: '/none' } }), 'another')
    expect(shop().events.filter(({ visitor_id }) => visitor_id === 'stranger')).toEqual([])
    for (const { page } of shop().named('page_view')) expect(page?.url).not.toContain('tl_id')
  })
})
