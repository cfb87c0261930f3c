// The stub with early leave: reports a visitor who goes before the script has come, or whom it never reaches. In place
// of stub.js; set site and endpoint. The build writes it minified to dist/early.js.
;((site, endpoint) => {
  if (window.touchline) return
  const touchline = (...call) => touchline.q.push(call)
  window.touchline = touchline
  touchline.q = []
  addEventListener(
    'visibilitychange',
    () => {
      if (touchline.early || window.touchline !== touchline || !document.hidden || navigator.globalPrivacyControl)
        return
      const id = () =>
        `0${Date.now().toString(16)}-7xxx-8xxx-xxxxxxxxxxxx`
          .replace(/.{8}/, '$&-')
          .replace(/x/g, () => ((Math.random() * 16) | 0).toString(16))
      const event = (name, fields) => ({
        name,
        event_id: id(),
        occurred_at: Date.now(),
        page: { url: location.href.split('#')[0], referrer: document.referrer },
        fields,
      })
      const view = event('page_view', {})
      touchline.early = view.event_id
      navigator.sendBeacon(
        `${endpoint}/v1/events`,
        JSON.stringify({
          site_id: site,
          sent_at: Date.now(),
          events: [view, event('page_leave', { navigation_id: view.event_id, hidden_at_ms: performance.now() })],
        }),
      )
    },
    true,
  )
})('SITE', 'https://COLLECTOR')
