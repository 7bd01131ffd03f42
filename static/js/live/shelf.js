// Small things kept in this browser under one prefix: drafts, the device's name, what is not yet sent.

/**
 * A shelf in localStorage, or in memory where the browser gives none (private window, full): then a reload loses it.
 *
 * @param {string} prefix for example `seat:<seat_id>`
 * @returns {{get: (key: string) => any, set: (key: string, value: any) => void, remove: (key: string) => void,
 *   keys: () => string[]}} values are JSON; `get` of what is not there is null
 */
export function shelf(prefix) {
  const memory = new Map()
  const full = (key) => `${prefix}/${key}`
  return {
    get(key) {
      if (memory.has(key)) return memory.get(key)
      try {
        return JSON.parse(localStorage.getItem(full(key)))
      } catch {
        return null
      }
    },
    set(key, value) {
      try {
        localStorage.setItem(full(key), JSON.stringify(value))
        memory.delete(key)
      } catch {
        memory.set(key, value)
      }
    },
    remove(key) {
      memory.delete(key)
      try {
        localStorage.removeItem(full(key))
      } catch {
        // nothing was kept there
      }
    },
    keys() {
      const start = full('')
      let stored = []
      try {
        stored = Object.keys(localStorage).filter((name) => name.startsWith(start)).map((name) => name.slice(start.length))
      } catch {
        // only what is in memory
      }
      return [...new Set([...stored, ...memory.keys()])]
    },
  }
}
