import { listOrders } from './orders.js'
import { byId, element, href, money, onSubmit, t } from './page.js'
import { forget, read, write } from './stored.js'
import { signIn, signOut } from './tracking.js'

function show() {
  const user = read('user')
  byId('sign-in').hidden = Boolean(user)
  byId('signed-in').hidden = !user
  byId('signed-in-as').textContent = t('signedInAs', { user })
}

function showOrders() {
  const lines = listOrders().map(({ transaction_id: id, total, currency }) =>
    element('li', {}, element('a', { href: href(`/track/${id}`) }, id), ` ${money(total, currency)}`),
  )
  byId('no-orders').hidden = lines.length > 0
  byId('orders').replaceChildren(...lines)
}

onSubmit(byId('sign-in'), (fields) => {
  const user = fields.get('email').trim().toLowerCase()
  write('user', user)
  signIn(user)
  show()
})

byId('sign-out').addEventListener('click', () => {
  forget('user')
  signOut()
  show()
})

show()
showOrders()
