// Small comforts; every page works without them.
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy], button[data-copy-from]')) {
  const { copy, copyFrom, copied } = button.dataset
  const source = document.getElementById(copy ?? '')
  if (!navigator.clipboard || !(source || copyFrom)) {
    button.hidden = true
    continue
  }
  const label = button.textContent
  button.hidden = false
  button.addEventListener('click', async () => {
    const text = copyFrom ? fetch(copyFrom).then((response) => response.blob()) : new Blob([source?.textContent ?? ''])
    // A promise keeps the permission that the click gives while the text is on its way.
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/plain': Promise.resolve(text).then((blob) => blob.slice(0, blob.size, 'text/plain')) }),
    ])
    button.textContent = copied ?? label
  })
}

// A picture of a chart as a file.
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-picture]'))
  button.addEventListener('click', async () => {
    const { savePicture } = await import('./save-picture.js')
    await savePicture(
      button.dataset.of ?? '',
      button.dataset.picture === 'png' ? 'png' : 'svg',
      button.dataset.name ?? 'chart',
    )
  })

// Empty fields say nothing: leave them out of the address.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-drop-empty]'))
  form.addEventListener('submit', () => {
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select'))
      field.disabled = field.value === ''
  })
// Going back brings the page back as it was left, with the fields still off.
window.addEventListener('pageshow', () => {
  for (const field of document.querySelectorAll<HTMLInputElement>('form[data-drop-empty] :disabled'))
    field.disabled = false
})

if (document.querySelector('[data-live], [data-waiting]')) void import('./live.js').then(({ stayLive }) => stayLive())
