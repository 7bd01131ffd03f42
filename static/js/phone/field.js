// Text boxes: they grow with their words, count them, and say that they are safe.
import { html, useEffect, useState } from '../live/ui.js'
import { hhmm } from '../live/clock.js'
import { Icon } from './icon.js'

const MOST = 0.3 // of the page's height: the button below it stays near, and longer words scroll inside

/** Let a text box be as tall as its words. */
export function grow(box) {
  if (!box) return
  box.style.height = 'auto'
  box.style.height = `${Math.min(box.scrollHeight + 2, innerHeight * MOST)}px` // with its border
}

/** How much is written, from the first character; red where typing stops. */
export function Count({ id, text, limit }) {
  return html`<span class=${text.length >= limit ? 'soft num is-full' : 'soft num'} id=${id}>${text.length ? `${text.length} / ${limit}` : ''}</span>`
}

/** 草稿已存在本机 15:21, one second after typing stops. `of` is the draft's value. */
export function Saved({ of }) {
  const [at, setAt] = useState(null)
  useEffect(() => {
    setAt(null)
    const timer = setTimeout(() => setAt(Date.now()), 1000)
    return () => clearTimeout(timer)
  }, [of])
  return html`<p class="saved" role="status">${at && html`<${Icon} name="check" /><span class="num">草稿已存在本机 ${hhmm(at)}</span>`}</p>`
}
