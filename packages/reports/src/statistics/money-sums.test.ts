import { describe, expect, it } from 'vitest'
import { amountText, decimalUnits, MoneySums } from './money-sums.js'

describe('MoneySums', () => {
  it('adds exactly and keeps currencies apart', () => {
    const sums = new MoneySums()
    for (let i = 0; i < 10; i++) sums.add('EUR', '0.1')
    sums.add('VND', '1250000').add('VND', '0.0000').add('EUR', '90071992547409.91')
    expect(sums.toMoney()).toEqual([
      { currency: 'EUR', amount: '90071992547410.91' },
      { currency: 'VND', amount: '1250000' },
    ])
  })

  it('is empty without amounts', () => {
    expect(new MoneySums().toMoney()).toEqual([])
  })
})

describe('amountText', () => {
  it.each([
    ['210', 'EUR', '210.00'],
    ['0.005', 'EUR', '0.01'],
    ['0.0049', 'EUR', '0.00'],
    ['-0.005', 'EUR', '-0.01'],
    ['-0.0049', 'EUR', '0.00'],
    ['-12.34', 'EUR', '-12.34'],
    ['129000.5', 'VND', '129001'],
    ['1.2345', 'KWD', '1.235'],
  ])('%s %s is %s', (text, currency, expected) => {
    expect(amountText(decimalUnits(text), currency)).toBe(expected)
  })
})

describe('decimalUnits', () => {
  it('refuses what it cannot hold exactly', () => {
    for (const text of ['1.23456', '1e3', '', 'NaN', '1,5']) expect(() => decimalUnits(text)).toThrow(RangeError)
  })
})
