// Fetches what is left out of cut sections, each phone in a moment of its own, and keeps it beside them.
import { effect, signal } from '../../vendor/signals-core.js'
import { completed, leftOut } from './whole.js'

const SPREAD = 1500 // ms over which the phones of a hall ask: the answer is larger than any update
const AGAIN = 5000 // ms until a fetch that failed is tried again

/**
 * @param {import('../../vendor/signals-core.js').Signal} state of the store
 * @param {(name: string) => Promise<{rev: number, sections: object}>} fetchWhole
 */
export function createWholes(state, fetchWhole) {
  const wholes = signal({})
  const timers = new Map()
  const made = new Map()

  function want(name, ms) {
    if (timers.has(name)) return
    timers.set(name, setTimeout(() => get(name), ms))
  }

  async function get(name) {
    let next = null
    try {
      const { rev, sections } = await fetchWhole(name)
      wholes.value = { ...wholes.peek(), [name]: { rev, value: sections[name] } }
    } catch {
      next = AGAIN // without a line, or put out; what is held stays drawn
    }
    timers.delete(name)
    if (needed(name)) want(name, next ?? Math.random() * SPREAD)
  }

  function needed(name) {
    const { sections, revs, online } = state.peek()
    const held = wholes.peek()[name]
    return online && revs[name] != null && leftOut(sections).includes(name) && held?.rev !== revs[name]
  }

  const stop = effect(() => {
    for (const name of leftOut(state.value.sections)) if (needed(name)) want(name, Math.random() * SPREAD)
  })

  return {
    /** A section of this state, as whole as it is known; the same object as long as nothing of it changed. */
    complete(name, { sections, revs }) {
      const cut = sections[name] ?? null
      const whole = leftOut(sections).includes(name) ? wholes.value[name] : undefined
      const last = made.get(name)
      if (last && last.cut === cut && last.whole === whole && last.rev === revs[name]) return last.value
      const value = completed(name, cut, revs[name], whole)
      made.set(name, { cut, whole, rev: revs[name], value })
      return value
    },
    close() {
      stop()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
