// Commands: each is sent until it is answered, always with the same payload, so that the server does it once.
import { CommandError, closed, putOut, unconfirmed } from './errors.js'
import { randomHex } from './ids.js'

const PASSING = new Set(['internal', 'server.busy', 'rate.limited'])
const FAULTS = 2 // how often a fault of the server is tried again, also by who never gives up: then it needs people
// a ballot and a rating are repeated by their ballot_id alone: nothing else may tie two of them together
const WITHOUT_CLIENT_ID = new Set(['ballot.cast', 'answer.rate', 'sync', 'section.get', 'health.get'])

/** True for a refusal that time alone mends. */
export const passing = (code) => PASSING.has(code)

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** A length spread by half to both sides, so that many clients do not act in one moment. */
export const jitter = (ms) => ms * (0.5 + Math.random())

/** Sends over one Socket.IO client socket; `live.js` tells it of connections, refusals and the end. */
export class Sender {
  #socket
  #waiting = new Set() // commands without a connection: {resolve, reject, patience}
  #refused = null
  #closed = false

  constructor(socket) {
    this.#socket = socket
  }

  /** A connection is there: what waits goes out. */
  connected() {
    this.#refused = null
    for (const entry of this.#waiting) entry.resolve()
    this.#waiting.clear()
  }

  /** Put out by the server ({code, message}): commands fail until `connected`; those with endless patience stay. */
  refused(error) {
    this.#refused = putOut(error)
    this.#reject(this.#refused, (entry) => entry.patience !== Infinity)
  }

  /** Closed by this page: every command fails. */
  close() {
    this.#closed = true
    this.#reject(closed(), () => true)
  }

  #reject(error, which) {
    for (const entry of [...this.#waiting].filter(which)) {
      this.#waiting.delete(entry)
      entry.reject(error)
    }
  }

  /** Resolves when there is a connection or the patience ends; the caller looks which. */
  #connection(patience) {
    return new Promise((resolve, reject) => {
      const entry = { resolve, reject, patience }
      this.#waiting.add(entry)
      if (patience === Infinity) return
      const timer = setTimeout(() => this.#waiting.delete(entry) && resolve(), patience)
      entry.resolve = () => {
        clearTimeout(timer)
        resolve()
      }
      entry.reject = (error) => {
        clearTimeout(timer)
        reject(error)
      }
    })
  }

  /** One emission: the ack, or null when none came in time or the line broke. */
  ask(name, payload, timeout) {
    return new Promise((resolve) => {
      this.#socket.timeout(timeout).emit(name, payload, (error, answer) => resolve(error ? null : answer))
    })
  }

  /**
   * Send a command until it is answered.
   *
   * @param {string} name
   * @param {object} [payload] gets a `client_id` where it has none (not ballots and ratings)
   * @param {object} [options]
   * @param {number} [options.timeout] ms until it is sent again, growing by half each time
   * @param {number} [options.patience] ms until it is given up; Infinity for what must not be lost (the outbox)
   * @param {number} [options.retries] how often a passing refusal (busy, too often) is tried again; a fault of the
   *   server (`internal`) at most twice
   * @returns {Promise<object>} the ack's data; rejects with CommandError {code, message, field}
   */
  async command(name, payload = {}, { timeout = 2500, patience = 15_000, retries = 3 } = {}) {
    const body = WITHOUT_CLIENT_ID.has(name) ? payload : { client_id: randomHex(16), ...payload }
    const until = performance.now() + patience
    for (let sent = 0, refusals = 0; ; ) {
      const left = until - performance.now()
      if (this.#closed) throw closed()
      if (this.#refused && patience !== Infinity) throw this.#refused
      if (left <= 0) throw unconfirmed()
      if (!this.#socket.connected) {
        await this.#connection(left)
        continue
      }
      const answer = await this.ask(name, body, Math.min(timeout * 1.5 ** Math.min(sent, 4), left))
      sent += 1
      if (!answer) continue
      if (answer.ok) return answer.data
      const most = answer.error.code === 'internal' ? Math.min(retries, FAULTS) : retries
      if (!passing(answer.error.code) || refusals >= most) throw new CommandError(answer.error)
      await pause(jitter(Math.min(500 * 2 ** refusals, 8000)))
      refusals += 1
    }
  }
}
