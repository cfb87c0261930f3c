import { describe, expect, it } from 'vitest'
import { tooFewNote } from '../statistics/too-few.js'
import { sentencesVi } from './messages/sentences-vi.js'
import { translateSentence } from './translate-sentence.js'

const inVietnamese = (english: string) => translateSentence('vi', english)

describe('sentences of reports', () => {
  it('are Vietnamese with their numbers', () => {
    expect(inVietnamese(tooFewNote('carts', 12, 30))).toEqual({
      text: 'Quá ít giỏ hàng để tin cậy: 12, cần ít nhất 30.',
      lang: 'vi',
    })
    expect(inVietnamese(`p95: ${tooFewNote('measured navigations', 60, 200)}`).text).toBe(
      'p95: Quá ít lượt tải đo được để tin cậy: 60, cần ít nhất 200.',
    )
    expect(inVietnamese('from (2026-03-09) is after to (2026-03-01): swap them.').text).toContain('2026-03-09')
  })

  it('stay as they are in English, and where nobody has translated them yet', () => {
    expect(translateSentence('en', tooFewNote('carts', 12, 30)).text).toBe(tooFewNote('carts', 12, 30))
    expect(inVietnamese('Something new.')).toEqual({ text: 'Something new.', lang: 'en' })
  })

  it('say everything that the English ones say', () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
    for (const [english, vietnamese] of sentencesVi) expect(places(vietnamese), english).toEqual(places(english))
  })
})
