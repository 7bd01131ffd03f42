// What was given and not yet acknowledged: kept in this browser until the server has it, through reloads and dead lines.
import { computed, effect, signal } from '../../vendor/signals-core.js'
import { shelf } from './shelf.js'

const APART = 300 // ms, on average, between the ballots of one sheet: they shall not arrive as one bundle

/**
 * The outbox of one seat on this device. What it finds from before a reload is sent at once.
 *
 * @param {string} seatKey tells seats apart that use one device in turn, for example `me.seat_id`
 * @param {{command: Function, section: Function, state: object}} live from connectLive
 * @returns {object} `entries`: a signal of {key: {command, payload, at, state, error}}, `state` being "sending", "held"
 *   (the meeting pauses) or "refused" (with `error`; stays until `drop` or `retry(key)`); what is done is gone from it.
 *   `answers`: a signal of {key: data of the ack} since this page was loaded. `receipt(key)`: {receipt, at} or null, kept
 *   through reloads
 */
export function openOutbox(seatKey, live) {
  const waiting = shelf(`outbox/${seatKey}`)
  const receipts = shelf(`receipts/${seatKey}`)
  const entries = signal(load())
  const answers = signal({})
  const running = new Set()

  function load() {
    const found = waiting.keys().map((key) => [key, { ...waiting.get(key), state: 'sending', error: null }])
    return Object.fromEntries(found.filter(([, entry]) => entry.command))
  }

  function show(key, change) {
    const next = { ...entries.peek() }
    if (change) next[key] = { ...next[key], ...change }
    else delete next[key]
    entries.value = next
  }

  /**
   * Keep a command under `key` and send it until it is answered.
   *
   * @param {string} key what it is for: `ballot/<round_id>/<subject_id>`, `question/<client_id>`. The same key again
   *   replaces what was not sent; for a ballot only after `drop`, since two ballots must not race
   * @param {string} command
   * @param {object} payload with its ballot_id or client_id, so that any number of sendings is one
   * @param {number} [delay] ms until the first sending
   */
  function put(key, command, payload, delay = 0) {
    if (command === 'ballot.cast' && entries.peek()[key]?.state === 'sending') return
    const entry = { command, payload, at: Date.now() }
    waiting.set(key, entry)
    show(key, { ...entry, state: 'sending', error: null })
    send(key, delay)
  }

  /** Keep and send several ([key, command, payload]), at random times apart: which came first says nothing. */
  function putAll(list) {
    for (const [key, command, payload] of list) put(key, command, payload, spread(list.length))
  }

  async function send(key, delay = 0) {
    if (running.has(key)) return
    running.add(key)
    await new Promise((resolve) => setTimeout(resolve, delay))
    const entry = entries.peek()[key]
    try {
      if (entry) done(key, entry, await live.command(entry.command, entry.payload, { patience: Infinity, retries: Infinity }))
    } catch (error) {
      failed(key, entry, error)
    } finally {
      running.delete(key)
    }
    const now = entries.peek()[key]
    if (now?.state === 'sending' && now.payload !== entry.payload) send(key) // replaced while it was on its way
  }

  function done(key, entry, data) {
    if (data.receipt) receipts.set(key, { receipt: data.receipt, at: Date.now() })
    answers.value = { ...answers.peek(), [key]: data }
    if (entries.peek()[key]?.payload !== entry.payload) return
    waiting.remove(key)
    show(key, null)
  }

  function failed(key, entry, error) {
    if (error.unconfirmed || entries.peek()[key]?.payload !== entry.payload) return // the page is going; it is kept
    // a pause is refused like this, perhaps before this page has heard of it; only a closed meeting never goes on
    const held = error.code === 'meeting.state' && live.section('meeting').peek()?.state !== 'closed'
    const { code, message, field, incident } = error
    show(key, { state: held ? 'held' : 'refused', error: { code, message, field, incident } })
  }

  /** Send again what the pause of the meeting held back, or the one refused entry of that key. */
  function retry(key = null) {
    for (const [name, entry] of Object.entries(entries.peek())) {
      if (name !== key && entry.state !== 'held') continue
      show(name, { state: 'sending', error: null })
      send(name)
    }
  }

  /** Forget one that is not to be sent any more (refused, and the person has read why). */
  function drop(key) {
    waiting.remove(key)
    show(key, null)
  }

  /** Forget everything of this seat on this device, receipts too: the meeting is over. */
  function wipe() {
    for (const key of waiting.keys()) waiting.remove(key)
    for (const key of receipts.keys()) receipts.remove(key)
    entries.value = {}
  }

  const found = Object.keys(entries.peek())
  for (const key of found) send(key, spread(found.length))
  const open = computed(() => live.state.value.online && !live.section('meeting').value?.paused)
  const stop = effect(() => {
    if (open.value) queueMicrotask(() => retry()) // later, so that the effect depends on this alone
  })

  return { entries, answers, put, putAll, retry, drop, wipe, close: stop, receipt: (key) => receipts.get(key) }
}

const spread = (count) => (count > 1 ? Math.random() * 2 * APART * count : 0)
