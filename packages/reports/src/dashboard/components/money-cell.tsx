import type { Money } from '../../core/rate.js'
import { absent } from '../format.js'
import type { View } from '../view.js'

/** Amounts in a table, one line a currency. */
export function MoneyCell({ view, money }: { view: View; money: Money }) {
  if (money.length === 0) return <td class="number">{absent}</td>
  return (
    <td class="number">
      {money.map((amount) => (
        <div>{view.format.money(amount)}</div>
      ))}
    </td>
  )
}
