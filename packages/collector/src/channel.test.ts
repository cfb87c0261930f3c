import { describe, expect, it } from 'vitest'
import { channelOf } from './channel.js'

const page = 'https://shop.example/p/1'
const landing = (url = page, referrer?: string) => channelOf({ name: 'page_view', url, referrer })
const brief = ({ channel, source, medium, click_id }: ReturnType<typeof channelOf>) => [
  channel,
  source,
  medium,
  click_id,
]

describe('channelOf', () => {
  it.each([
    ['', undefined, ['direct', '', '', '']],
    ['', 'https://www.google.com.vn/', ['organic_search', 'google', 'organic', '']],
    ['', 'https://coccoc.com/search?query=ao', ['organic_search', 'coccoc', 'organic', '']],
    ['', 'https://www.bing.com/', ['organic_search', 'bing', 'organic', '']],
    ['', 'https://l.facebook.com/l.php', ['organic_social', 'facebook', 'social', '']],
    ['', 'https://zalo.me/s/1', ['organic_social', 'zalo', 'social', '']],
    ['', 'https://chat.zalo.me/', ['organic_social', 'zalo', 'social', '']],
    ['', 'https://mail.google.com/mail/u/0', ['email', 'gmail', 'email', '']],
    ['', 'https://chatgpt.com/', ['ai_assistant', 'chatgpt', 'referral', '']],
    ['', 'https://www.blog.example/post', ['referral', 'blog.example', 'referral', '']],
    ['', 'https://notgoogle.com/', ['referral', 'notgoogle.com', 'referral', '']],
    ['', 'https://facebook.com.evil.example/', ['referral', 'facebook.com.evil.example', 'referral', '']],
    ['', 'android-app://com.zing.zalo/', ['referral', 'com.zing.zalo', 'app', '']],
    ['', 'https://shop.example/', ['', '', '', '']],
    ['', 'https://www.shop.example/', ['', '', '', '']],
    ['', 'https://checkout.shop.example/', ['', '', '', '']],
    ['?utm_source=newsletter&utm_medium=email', 'https://shop.example/', ['email', 'newsletter', 'email', '']],
    ['?utm_source=google&utm_medium=cpc', undefined, ['paid_search', 'google', 'cpc', '']],
    ['?utm_source=fb&utm_medium=paid_social', undefined, ['paid_social', 'fb', 'paid_social', '']],
    ['?utm_source=facebook&utm_medium=cpc', undefined, ['paid_social', 'facebook', 'cpc', '']],
    ['?utm_source=zalo&utm_medium=cpc', undefined, ['paid_social', 'zalo', 'cpc', '']],
    ['?utm_source=blog&utm_medium=cpc', undefined, ['paid_other', 'blog', 'cpc', '']],
    ['?utm_source=zalo&utm_medium=sms', undefined, ['sms', 'zalo', 'sms', '']],
    ['?utm_source=partner&utm_medium=affiliate', undefined, ['affiliates', 'partner', 'affiliate', '']],
    ['?utm_source=site&utm_medium=banner', undefined, ['display', 'site', 'banner', '']],
    ['?utm_campaign=tet', undefined, ['other', '', '', '']],
    ['?gclid=abc', 'https://www.google.com/', ['paid_search', 'google', 'cpc', 'abc']],
    ['?wbraid=abc', undefined, ['paid_search', 'google', 'cpc', 'abc']],
    ['?msclkid=abc', undefined, ['paid_search', 'bing', 'cpc', 'abc']],
    ['?ttclid=abc', undefined, ['paid_social', 'tiktok', 'cpc', 'abc']],
    ['?zclid=abc', undefined, ['paid_social', 'zalo', 'cpc', 'abc']],
    ['?fbclid=abc', 'https://m.facebook.com/', ['organic_social', 'facebook', 'social', 'abc']],
    ['?fbclid=abc&utm_medium=cpc&utm_source=facebook', undefined, ['paid_social', 'facebook', 'cpc', 'abc']],
    ['?gclid=', undefined, ['direct', '', '', '']],
  ])('%s from %s', (query, referrer, expected) => {
    expect(brief(landing(page + query, referrer))).toEqual(expected)
  })

  it.each([
    [{ medium: 'Organic Search' }, 'organic_search'],
    [{ medium: 'Direct' }, 'direct'],
    [{ medium: '(none)', source: '(direct)' }, 'direct'],
    [{ medium: 'Referral' }, 'referral'],
    [{ medium: 'Social' }, 'organic_social'],
    [{ medium: 'Paid Search' }, 'paid_search'],
    [{ medium: 'Affiliates' }, 'affiliates'],
    [{ medium: 'Display' }, 'display'],
    [{ medium: '(Other)' }, 'other'],
    [{ source: 'google', medium: 'organic' }, 'organic_search'],
    [{ source: 'twitter' }, 'organic_social'],
  ])('said by the sender: %o', (channel, group) => {
    const said = channelOf({ name: 'purchase', url: `${page}?utm_source=ignored`, channel })
    expect(said).toMatchObject({ ...channel, channel: group })
  })

  it('is empty for events that begin no visit', () => {
    expect(channelOf({ name: 'view_item', url: `${page}?utm_source=x` }).channel).toBe('')
    expect(channelOf({ name: 'page_view' }).channel).toBe('')
  })

  it('keeps campaign, content and term', () => {
    expect(landing(`${page}?utm_source=a&utm_campaign=b&utm_content=c&utm_term=d`)).toMatchObject({
      campaign: 'b',
      content: 'c',
      term: 'd',
    })
  })
})
