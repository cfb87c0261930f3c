/** What a known host is, and the name under which its visits are counted. */
export interface KnownHost {
  kind: 'search' | 'social' | 'email' | 'ai_assistant'
  source: string
}

const named = (kind: KnownHost['kind'], sources: Record<string, string[]>): [string, KnownHost][] =>
  Object.entries(sources).flatMap(([source, hosts]) =>
    hosts.map((host): [string, KnownHost] => [host, { kind, source }]),
  )

/** Registered names; a subdomain of one counts as it. */
const knownHosts = new Map<string, KnownHost>([
  ...named('search', {
    bing: ['bing.com'],
    yahoo: ['search.yahoo.com', 'search.yahoo.co.jp', 'yahoo.com'],
    duckduckgo: ['duckduckgo.com'],
    ecosia: ['ecosia.org'],
    qwant: ['qwant.com'],
    startpage: ['startpage.com'],
    brave: ['search.brave.com'],
    baidu: ['baidu.com'],
    sogou: ['sogou.com'],
    naver: ['naver.com'],
    daum: ['daum.net'],
    seznam: ['seznam.cz'],
    coccoc: ['coccoc.com'],
    kagi: ['kagi.com'],
  }),
  ...named('social', {
    facebook: ['facebook.com', 'fb.com', 'fb.me', 'messenger.com', 'm.me'],
    instagram: ['instagram.com'],
    threads: ['threads.net', 'threads.com'],
    x: ['twitter.com', 'x.com', 't.co'],
    tiktok: ['tiktok.com'],
    youtube: ['youtube.com', 'youtu.be'],
    linkedin: ['linkedin.com', 'lnkd.in'],
    pinterest: ['pinterest.com', 'pin.it'],
    reddit: ['reddit.com', 'redd.it'],
    snapchat: ['snapchat.com'],
    telegram: ['t.me', 'telegram.org'],
    whatsapp: ['whatsapp.com', 'wa.me'],
    zalo: ['zalo.me', 'zaloapp.com'],
    vk: ['vk.com'],
    line: ['line.me'],
    wechat: ['wechat.com', 'weixin.qq.com'],
    bluesky: ['bsky.app'],
    mastodon: ['mastodon.social'],
    discord: ['discord.com'],
    quora: ['quora.com'],
    tinhte: ['tinhte.vn'],
    voz: ['voz.vn'],
  }),
  ...named('email', {
    gmail: ['mail.google.com'],
    outlook: ['outlook.live.com', 'outlook.office.com', 'outlook.office365.com'],
    yahoo_mail: ['mail.yahoo.com'],
    proton: ['mail.proton.me'],
    icloud: ['icloud.com'],
  }),
  ...named('ai_assistant', {
    chatgpt: ['chatgpt.com', 'chat.openai.com'],
    perplexity: ['perplexity.ai'],
    gemini: ['gemini.google.com'],
    copilot: ['copilot.microsoft.com'],
    claude: ['claude.ai'],
    deepseek: ['chat.deepseek.com'],
  }),
])

// These have a host for every country: google.com.vn, yandex.kz, pinterest.de.
const worldwide: [RegExp, KnownHost][] = [
  [/(^|\.)google\.[a-z]{2,3}(\.[a-z]{2})?$/, { kind: 'search', source: 'google' }],
  [/(^|\.)yandex\.[a-z]{2,3}(\.[a-z]{2})?$/, { kind: 'search', source: 'yandex' }],
  [/(^|\.)pinterest\.[a-z]{2,3}(\.[a-z]{2})?$/, { kind: 'social', source: 'pinterest' }],
]

/** What is known of a host, its own entry before those of the names it lies under. */
export function knownHost(host: string): KnownHost | undefined {
  for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const known = knownHosts.get(name)
    if (known) return known
  }
  return worldwide.find(([pattern]) => pattern.test(host))?.[1]
}

const bySource = new Map(
  [...knownHosts.values(), ...worldwide.map(([, known]) => known)].map((k) => [k.source, k.kind]),
)
const aliases: Record<string, string> = { fb: 'facebook', ig: 'instagram', twitter: 'x', yt: 'youtube' }

/** The kind of a source as campaigns write it: a name (`google`, `fb`) or a host. */
export function sourceKind(source: string): KnownHost['kind'] | undefined {
  return bySource.get(aliases[source] ?? source) ?? knownHost(source)?.kind
}
