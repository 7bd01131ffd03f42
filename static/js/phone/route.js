// Where on the page one is: '' is the meeting itself, everything else an inner page, one step up by the back key.
import { signal } from '../live/ui.js'

function parse(hash) {
  const [name, ...rest] = hash.replace(/^#\/?/, '').split('/')
  return { name, id: rest.join('/') }
}

export const route = signal({ name: '', id: '' })
let depth = 0
let afterwards = null

/** Take up the page that the address names; an inner page gets the meeting under it, so that back stays on the site. */
export function startRoute() {
  history.scrollRestoration = 'manual' // a page is shown from its top
  const hash = location.hash
  depth = history.state?.depth ?? 0
  if (hash.length > 1 && depth === 0) {
    history.replaceState({ depth: 0 }, '', location.pathname)
    depth = 1
    history.pushState({ depth }, '', hash)
  }
  route.value = parse(hash)
  addEventListener('popstate', arrive)
}

function arrive(event) {
  depth = event.state?.depth ?? 0
  if (afterwards) {
    const next = afterwards
    afterwards = null
    go(...next)
  } else show()
}

function show() {
  route.value = parse(location.hash)
}

/** Open an inner page above the present one. */
export function go(name, id = '') {
  depth += 1
  history.pushState({ depth }, '', id ? `#${name}/${id}` : `#${name}`)
  show()
}

/** Show another page in the place of this one, as the next sheet of a batch. */
export function swap(name, id = '') {
  history.replaceState({ depth }, '', id ? `#${name}/${id}` : `#${name}`)
  show()
}

/** One level up. */
export function back() {
  if (depth > 0) history.back()
  else home()
}

/** Back to the meeting, whatever lies between; then, where given, on to one page directly above it. */
export function home(name = null, id = '') {
  if (depth > 0) {
    afterwards = name ? [name, id] : null
    history.go(-depth)
    return
  }
  history.replaceState({ depth: 0 }, '', location.pathname)
  if (name) go(name, id)
  else show()
}
